<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
<name>flashcards</name>
<message><source> pt</source><translation> pt</translation></message>
<message><source> px</source><translation> px</translation></message>
<message><source> – by quality {each}</source><translation> – nach Qualität {each}</translation></message>
<message><source>&amp;About Flashcards</source><translation>&amp;Über Flashcards</translation></message>
<message><source>&amp;Across note types</source><translation>&amp;Über Notiztypen hinweg</translation></message>
<message><source>&amp;Add</source><translation>&amp;Hinzufügen</translation></message>
<message><source>&amp;Add note</source><translation>&amp;Notiz hinzufügen</translation></message>
<message><source>&amp;Add note to this deck</source><translation>Notiz zu diesem Stapel &amp;hinzufügen</translation></message>
<message><source>&amp;Add the holiday</source><translation>Urlaub &amp;hinzufügen</translation></message>
<message><source>&amp;Add these decks</source><translation>&amp;Diese Stapel hinzufügen</translation></message>
<message><source>&amp;Add this card</source><translation>Diese Karte &amp;hinzufügen</translation></message>
<message><source>&amp;Add “{word}” to your dictionary</source><translation>„{word}“ zum eigenen Wörterbuch &amp;hinzufügen</translation></message>
<message><source>&amp;All fields of the note</source><translation>Alle &amp;Felder der Notiz</translation></message>
<message><source>&amp;Also while {program} is closed</source><translation>&amp;Auch wenn {program} geschlossen ist</translation></message>
<message><source>&amp;Apply</source><translation>&amp;Anwenden</translation></message>
<message><source>&amp;Auto-advance</source><translation>&amp;Automatisch weiter</translation></message>
<message><source>&amp;Back</source><translation>&amp;Zurück</translation></message>
<message><source>&amp;Back side</source><translation>&amp;Rückseite</translation></message>
<message><source>&amp;Back to the deck’s options</source><translation>&amp;Zurück zu den Stapeloptionen</translation></message>
<message><source>&amp;Back to the defaults</source><translation>Zurück zu den St&amp;andardwerten</translation></message>
<message><source>&amp;Back to today</source><translation>&amp;Zurück zu „Heute“</translation></message>
<message><source>&amp;Begin a new one…</source><translation>Neue &amp;beginnen…</translation></message>
<message><source>&amp;Begins as</source><translation>&amp;Beginnt als</translation></message>
<message><source>&amp;Browse</source><translation>&amp;Durchsuchen</translation></message>
<message><source>&amp;Browse this deck</source><translation>Diesen Stapel &amp;durchsuchen</translation></message>
<message><source>&amp;Browse…</source><translation>D&amp;urchsuchen…</translation></message>
<message><source>&amp;Bury card until tomorrow</source><translation>Karte &amp;bis morgen zurückstellen</translation></message>
<message><source>&amp;Bury until tomorrow</source><translation>Bis &amp;morgen zurückstellen</translation></message>
<message><source>&amp;Card</source><translation>&amp;Karte</translation></message>
<message><source>&amp;Cards</source><translation>&amp;Karten</translation></message>
<message><source>&amp;Change type</source><translation>&amp;Typ ändern</translation></message>
<message><source>&amp;Check collection</source><translation>Sammlung &amp;prüfen</translation></message>
<message><source>&amp;Choose</source><translation>&amp;Wählen</translation></message>
<message><source>&amp;Choose files…</source><translation>&amp;Dateien wählen…</translation></message>
<message><source>&amp;Close</source><translation>S&amp;chließen</translation></message>
<message><source>&amp;Collapse all</source><translation>Alle &amp;zuklappen</translation></message>
<message><source>&amp;Columns shown, from left to right</source><translation>An&amp;gezeigte Spalten von links nach rechts</translation></message>
<message><source>&amp;Command palette</source><translation>&amp;Befehlspalette</translation></message>
<message><source>&amp;Compact sidebar</source><translation>Ko&amp;mpakte Seitenleiste</translation></message>
<message><source>&amp;Continue an article</source><translation>Artikel &amp;fortsetzen</translation></message>
<message><source>&amp;Copy</source><translation>&amp;Kopieren</translation></message>
<message><source>&amp;Copy report</source><translation>&amp;Bericht kopieren</translation></message>
<message><source>&amp;Custom study</source><translation>&amp;Individuell lernen</translation></message>
<message><source>&amp;Days from today</source><translation>&amp;Tage ab heute</translation></message>
<message><source>&amp;Deck</source><translation>&amp;Stapel</translation></message>
<message><source>&amp;Decks</source><translation>&amp;Stapel</translation></message>
<message><source>&amp;Delete</source><translation>&amp;Löschen</translation></message>
<message><source>&amp;Delete note</source><translation>Notiz &amp;löschen</translation></message>
<message><source>&amp;Delete notes</source><translation>Notizen &amp;löschen</translation></message>
<message><source>&amp;Delete selected…</source><translation>Ausgewählte &amp;löschen…</translation></message>
<message><source>&amp;Delete tag or saved search</source><translation>Schlagwort oder Suche &amp;löschen</translation></message>
<message><source>&amp;Delete unused files</source><translation>&amp;Unbenutzte Dateien löschen</translation></message>
<message><source>&amp;Descending</source><translation>&amp;Absteigend</translation></message>
<message><source>&amp;Description</source><translation>&amp;Beschreibung</translation></message>
<message><source>&amp;Details</source><translation>&amp;Details</translation></message>
<message><source>&amp;Discard</source><translation>&amp;Verwerfen</translation></message>
<message><source>&amp;Discard changes</source><translation>Änderungen ver&amp;werfen</translation></message>
<message><source>&amp;Dismiss</source><translation>&amp;Ausblenden</translation></message>
<message><source>&amp;Duplicates</source><translation>&amp;Dubletten</translation></message>
<message><source>&amp;Edit</source><translation>&amp;Bearbeiten</translation></message>
<message><source>&amp;Edit note</source><translation>Notiz &amp;bearbeiten</translation></message>
<message><source>&amp;Empty bin…</source><translation>Papierkorb &amp;leeren…</translation></message>
<message><source>&amp;Exam date</source><translation>&amp;Prüfungstermin</translation></message>
<message><source>&amp;Export</source><translation>&amp;Exportieren</translation></message>
<message><source>&amp;Export this deck…</source><translation>Diesen Stapel &amp;exportieren…</translation></message>
<message><source>&amp;Export…</source><translation>&amp;Exportieren…</translation></message>
<message><source>&amp;Field</source><translation>&amp;Feld</translation></message>
<message><source>&amp;Fields</source><translation>&amp;Felder</translation></message>
<message><source>&amp;File</source><translation>&amp;Datei</translation></message>
<message><source>&amp;Find</source><translation>&amp;Suchen</translation></message>
<message><source>&amp;Finish reading</source><translation>Lesen &amp;beenden</translation></message>
<message><source>&amp;First place</source><translation>&amp;Erster Platz</translation></message>
<message><source>&amp;Fit FSRS to my answers…</source><translation>FSRS an meine Antworten an&amp;passen…</translation></message>
<message><source>&amp;Fit parameters</source><translation>Parameter &amp;anpassen</translation></message>
<message><source>&amp;Flag…</source><translation>&amp;Fähnchen…</translation></message>
<message><source>&amp;Format</source><translation>&amp;Format</translation></message>
<message><source>&amp;Full screen</source><translation>&amp;Vollbild</translation></message>
<message><source>&amp;Go</source><translation>&amp;Gehe zu</translation></message>
<message><source>&amp;Go on reading</source><translation>&amp;Weiterlesen</translation></message>
<message><source>&amp;Go on with {name}</source><translation>&amp;Weiter mit {name}</translation></message>
<message><source>&amp;Help</source><translation>&amp;Hilfe</translation></message>
<message><source>&amp;High contrast</source><translation>&amp;Hoher Kontrast</translation></message>
<message><source>&amp;Highlight</source><translation>&amp;Markieren</translation></message>
<message><source>&amp;History of the note…</source><translation>&amp;Verlauf der Notiz…</translation></message>
<message><source>&amp;History…</source><translation>&amp;Verlauf…</translation></message>
<message><source>&amp;Holiday</source><translation>&amp;Urlaub</translation></message>
<message><source>&amp;Ignore in this note</source><translation>In dieser Notiz &amp;ignorieren</translation></message>
<message><source>&amp;Image occlusion…</source><translation>Bild a&amp;bdecken…</translation></message>
<message><source>&amp;Import</source><translation>&amp;Importieren</translation></message>
<message><source>&amp;Import a file</source><translation>Datei &amp;importieren</translation></message>
<message numerus="yes"><source>&amp;Import {count} notes</source><extracomment>For one: &amp;Import {count} note</extracomment><translation><numerusform>{count} Notiz &amp;importieren</numerusform><numerusform>{count} Notizen &amp;importieren</numerusform></translation></message>
<message numerus="yes"><source>&amp;Import {count} rows</source><extracomment>For one: &amp;Import {count} row</extracomment><translation><numerusform>{count} Zeile &amp;importieren</numerusform><numerusform>{count} Zeilen &amp;importieren</numerusform></translation></message>
<message><source>&amp;Import…</source><translation>&amp;Importieren…</translation></message>
<message><source>&amp;Keep</source><translation>&amp;Behalten</translation></message>
<message><source>&amp;Keep it in the tray</source><translation>Im &amp;Infobereich behalten</translation></message>
<message><source>&amp;Keep only this note…</source><translation>Nur diese Notiz &amp;behalten…</translation></message>
<message><source>&amp;Keep them apart</source><translation>&amp;Getrennt halten</translation></message>
<message><source>&amp;Keep what is here</source><translation>Text von hier &amp;behalten</translation></message>
<message><source>&amp;Keep what stands</source><translation>Jetziges &amp;behalten</translation></message>
<message><source>&amp;Keyboard shortcuts</source><translation>&amp;Tastenkürzel</translation></message>
<message><source>&amp;Known by</source><translation>&amp;Erkannt an</translation></message>
<message><source>&amp;Language</source><translation>&amp;Sprache</translation></message>
<message><source>&amp;Layout</source><translation>&amp;Anordnung</translation></message>
<message><source>&amp;Leave it out</source><translation>Aus&amp;lassen</translation></message>
<message><source>&amp;Leave out</source><translation>Aus&amp;lassen</translation></message>
<message><source>&amp;Leave the new card out</source><translation>Neue Karte aus&amp;lassen</translation></message>
<message><source>&amp;Leave them as they are</source><translation>&amp;So lassen, wie sie sind</translation></message>
<message><source>&amp;Leave this card out</source><translation>Diese Karte &amp;auslassen</translation></message>
<message><source>&amp;Less motion</source><translation>&amp;Weniger Bewegung</translation></message>
<message><source>&amp;Longest interval</source><translation>&amp;Längster Abstand</translation></message>
<message><source>&amp;Look ahead</source><translation>&amp;Vorausschauen</translation></message>
<message><source>&amp;Look through the media files again</source><translation>Mediendateien noch einmal &amp;durchsehen</translation></message>
<message><source>&amp;Looked at</source><translation>&amp;Geprüft</translation></message>
<message><source>&amp;Make the file smaller, too</source><translation>Auch die &amp;Datei verkleinern</translation></message>
<message><source>&amp;Match case</source><translation>Groß/&amp;klein beachten</translation></message>
<message><source>&amp;Media</source><translation>&amp;Medien</translation></message>
<message><source>&amp;Merge</source><translation>&amp;Zusammenführen</translation></message>
<message><source>&amp;Merge notes…</source><translation>Notizen &amp;zusammenführen…</translation></message>
<message><source>&amp;Minutes</source><translation>&amp;Minuten</translation></message>
<message><source>&amp;More</source><translation>&amp;Mehr</translation></message>
<message><source>&amp;Motion</source><translation>&amp;Bewegung</translation></message>
<message><source>&amp;Move deck…</source><translation>Stapel &amp;verschieben…</translation></message>
<message><source>&amp;Move to deck…</source><translation>In Stapel verschie&amp;ben…</translation></message>
<message><source>&amp;Name</source><translation>&amp;Name</translation></message>
<message><source>&amp;Name of the plan</source><translation>&amp;Name des Plans</translation></message>
<message><source>&amp;Name of the search</source><translation>&amp;Name der Suche</translation></message>
<message><source>&amp;Name of the session</source><translation>&amp;Name der Sitzung</translation></message>
<message><source>&amp;Name of this computer</source><translation>&amp;Name dieses Computers</translation></message>
<message><source>&amp;Name; a::b nests b under a</source><translation>&amp;Name; a::b ordnet b unter a ein</translation></message>
<message><source>&amp;Nearly the same too</source><translation>Auch fas&amp;t gleiche</translation></message>
<message><source>&amp;New card</source><translation>&amp;Neue Karte</translation></message>
<message><source>&amp;New cards a day</source><translation>&amp;Neue Karten am Tag</translation></message>
<message><source>&amp;New deck from article…</source><translation>&amp;Neuer Stapel aus Artikel…</translation></message>
<message><source>&amp;New deck…</source><translation>&amp;Neuer Stapel…</translation></message>
<message><source>&amp;New note type…</source><translation>&amp;Neuer Notiztyp…</translation></message>
<message><source>&amp;New question</source><translation>Neue &amp;Frage</translation></message>
<message><source>&amp;Next area of the window</source><translation>&amp;Nächster Bereich des Fensters</translation></message>
<message><source>&amp;Next passage</source><translation>&amp;Nächste Passage</translation></message>
<message><source>&amp;No more than</source><translation>Höch&amp;stens</translation></message>
<message><source>&amp;Note</source><translation>&amp;Notiz</translation></message>
<message><source>&amp;Open</source><translation>Ö&amp;ffnen</translation></message>
<message><source>&amp;Open it anyway</source><translation>Trotzdem &amp;öffnen</translation></message>
<message><source>&amp;Open the article</source><translation>Artikel ö&amp;ffnen</translation></message>
<message><source>&amp;Open {program}</source><translation>{program} &amp;öffnen</translation></message>
<message><source>&amp;Options for this deck</source><translation>&amp;Optionen dieses Stapels</translation></message>
<message><source>&amp;Order of new cards</source><translation>&amp;Reihenfolge neuer Karten</translation></message>
<message><source>&amp;Own size</source><translation>&amp;Eigene Größe</translation></message>
<message><source>&amp;Paper</source><translation>&amp;Papier</translation></message>
<message><source>&amp;Parameters</source><translation>P&amp;arameter</translation></message>
<message><source>&amp;Passphrase</source><translation>&amp;Passphrase</translation></message>
<message><source>&amp;Paste</source><translation>&amp;Einfügen</translation></message>
<message><source>&amp;Pause</source><translation>&amp;Pause</translation></message>
<message><source>&amp;Pictures and sounds</source><translation>&amp;Bilder und Töne</translation></message>
<message><source>&amp;Plan for the exam</source><translation>Für die Prüfung &amp;planen</translation></message>
<message><source>&amp;Play</source><translation>Ab&amp;spielen</translation></message>
<message><source>&amp;Play the sounds</source><translation>&amp;Töne abspielen</translation></message>
<message><source>&amp;Preferences</source><translation>&amp;Einstellungen</translation></message>
<message><source>&amp;Previous found card</source><translation>&amp;Vorherige gefundene Karte</translation></message>
<message><source>&amp;Previous page</source><translation>&amp;Vorherige Seite</translation></message>
<message><source>&amp;Previous passage</source><translation>&amp;Vorherige Passage</translation></message>
<message><source>&amp;Question</source><translation>&amp;Frage</translation></message>
<message><source>&amp;Quit</source><translation>&amp;Beenden</translation></message>
<message><source>&amp;Quotes</source><translation>&amp;Anführungszeichen</translation></message>
<message><source>&amp;Read an article…</source><translation>&amp;Artikel lesen…</translation></message>
<message><source>&amp;Read first</source><translation>Zuerst le&amp;sen</translation></message>
<message><source>&amp;Read it, and make cards on the way</source><translation>Lesen und &amp;dabei Karten erstellen</translation></message>
<message><source>&amp;Record</source><translation>&amp;Aufnehmen</translation></message>
<message><source>&amp;Record again</source><translation>Noch einmal &amp;aufnehmen</translation></message>
<message><source>&amp;Redo</source><translation>&amp;Wiederherstellen</translation></message>
<message><source>&amp;Redo {step}</source><translation>&amp;Wiederherstellen: {step}</translation></message>
<message><source>&amp;Remind me to study</source><translation>Ans Lernen e&amp;rinnern</translation></message>
<message><source>&amp;Remove flag</source><translation>Fähnchen &amp;entfernen</translation></message>
<message><source>&amp;Remove this article</source><translation>Diesen Artikel &amp;entfernen</translation></message>
<message><source>&amp;Rename deck</source><translation>Stapel &amp;umbenennen</translation></message>
<message><source>&amp;Rename note type…</source><translation>Notiztyp &amp;umbenennen…</translation></message>
<message><source>&amp;Rename preset…</source><translation>Voreinstellung &amp;umbenennen…</translation></message>
<message><source>&amp;Rename tag or saved search…</source><translation>Schlagwort oder Suche &amp;umbenennen…</translation></message>
<message><source>&amp;Rename…</source><translation>Umbe&amp;nennen…</translation></message>
<message><source>&amp;Replace with</source><translation>E&amp;rsetzen durch</translation></message>
<message><source>&amp;Reset all to defaults</source><translation>&amp;Alle auf Standard zurücksetzen</translation></message>
<message><source>&amp;Reset card text size</source><translation>Kartentext &amp;normal</translation></message>
<message><source>&amp;Restore</source><translation>&amp;Wiederherstellen</translation></message>
<message><source>&amp;Restore a backup…</source><translation>Sicherung &amp;wiederherstellen…</translation></message>
<message><source>&amp;Restore from backup</source><translation>Aus Sicherung &amp;wiederherstellen</translation></message>
<message><source>&amp;Restore this text</source><translation>Diesen Text &amp;wiederherstellen</translation></message>
<message><source>&amp;Right to left</source><translation>Von &amp;rechts nach links</translation></message>
<message><source>&amp;Run again</source><translation>&amp;Noch einmal rechnen</translation></message>
<message><source>&amp;Save</source><translation>&amp;Speichern</translation></message>
<message><source>&amp;Save PDF</source><translation>PDF &amp;speichern</translation></message>
<message><source>&amp;Save note type</source><translation>Notiztyp &amp;speichern</translation></message>
<message><source>&amp;Save search…</source><translation>Suche &amp;speichern…</translation></message>
<message><source>&amp;Scheduler</source><translation>&amp;Planungsverfahren</translation></message>
<message><source>&amp;Search</source><translation>&amp;Suchen</translation></message>
<message><source>&amp;Select all</source><translation>&amp;Alle auswählen</translation></message>
<message><source>&amp;Separator</source><translation>&amp;Trennzeichen</translation></message>
<message><source>&amp;Shortcuts</source><translation>&amp;Tasten</translation></message>
<message><source>&amp;Show found cards</source><translation>Gefundene Karten &amp;zeigen</translation></message>
<message><source>&amp;Show how well it is known</source><translation>&amp;Wissensstand zeigen</translation></message>
<message><source>&amp;Show notes</source><translation>&amp;Notizen zeigen</translation></message>
<message><source>&amp;Show the article</source><translation>&amp;Artikel zeigen</translation></message>
<message><source>&amp;Show what would come</source><translation>&amp;Zeigen, was käme</translation></message>
<message><source>&amp;Sort by</source><translation>&amp;Sortieren nach</translation></message>
<message><source>&amp;Split</source><translation>Au&amp;fteilen</translation></message>
<message><source>&amp;Spread the cards</source><translation>Karten ver&amp;teilen</translation></message>
<message><source>&amp;Start</source><translation>St&amp;arten</translation></message>
<message><source>&amp;Step from one card to the next</source><translation>&amp;Schritt von Karte zu Karte</translation></message>
<message><source>&amp;Stop</source><translation>S&amp;topp</translation></message>
<message><source>&amp;Stop watching…</source><translation>&amp;Überwachen beenden…</translation></message>
<message><source>&amp;Study</source><translation>&amp;Lernen</translation></message>
<message><source>&amp;Study now</source><translation>&amp;Jetzt lernen</translation></message>
<message><source>&amp;Study this deck</source><translation>&amp;Diesen Stapel lernen</translation></message>
<message><source>&amp;Style</source><translation>S&amp;til</translation></message>
<message><source>&amp;Suspend</source><translation>A&amp;ussetzen</translation></message>
<message><source>&amp;Suspend its cards</source><translation>Ihre Karten &amp;aussetzen</translation></message>
<message><source>&amp;Suspend the cards</source><translation>Karten &amp;aussetzen</translation></message>
<message><source>&amp;Tags</source><translation>&amp;Schlagwörter</translation></message>
<message><source>&amp;Take back what lost</source><translation>Unterlegenes &amp;zurückholen</translation></message>
<message><source>&amp;Take it</source><translation>Ü&amp;bernehmen</translation></message>
<message><source>&amp;Take out</source><translation>&amp;Entfernen</translation></message>
<message><source>&amp;Take theirs</source><translation>Neue ü&amp;bernehmen</translation></message>
<message><source>&amp;Target</source><translation>&amp;Ziel</translation></message>
<message><source>&amp;Text</source><translation>Te&amp;xt</translation></message>
<message><source>&amp;Time</source><translation>&amp;Zeit</translation></message>
<message><source>&amp;Today</source><translation>&amp;Heute</translation></message>
<message><source>&amp;Try the schedulers</source><translation>Verfahren &amp;vergleichen</translation></message>
<message><source>&amp;Undo</source><translation>&amp;Rückgängig</translation></message>
<message><source>&amp;Undo the import</source><translation>Import &amp;rückgängig machen</translation></message>
<message><source>&amp;Undo {step}</source><translation>&amp;Rückgängig: {step}</translation></message>
<message><source>&amp;Unsuspend</source><translation>Aussetzen aufhe&amp;ben</translation></message>
<message><source>&amp;Update the cards</source><translation>Karten aktuali&amp;sieren</translation></message>
<message><source>&amp;Usual columns</source><translation>&amp;Übliche Spalten</translation></message>
<message><source>&amp;View</source><translation>&amp;Ansicht</translation></message>
<message><source>&amp;Watch a folder…</source><translation>&amp;Ordner überwachen…</translation></message>
<message><source>&amp;Watched folders</source><translation>&amp;Überwachte Ordner</translation></message>
<message><source>&amp;Whole words</source><translation>Nur ganze &amp;Wörter</translation></message>
<message><source>&amp;Why this interval?</source><translation>&amp;Warum dieser Abstand?</translation></message>
<message><source>&amp;Width</source><translation>B&amp;reite</translation></message>
<message><source>&amp;Zoom picture</source><translation>Bild ver&amp;größern</translation></message>
<message><source>(default: a4)</source><translation>(Standard: a4)</translation></message>
<message><source>(deleted)</source><translation>(gelöscht)</translation></message>
<message><source>(empty note)</source><translation>(leere Notiz)</translation></message>
<message><source>(empty)</source><translation>(leer)</translation></message>
<message><source>(no name)</source><translation>(ohne Namen)</translation></message>
<message><source>(nothing)</source><translation>(nichts)</translation></message>
<message><source>(removed)</source><translation>(entfernt)</translation></message>
<message><source>(top level)</source><translation>(oberste Ebene)</translation></message>
<message><source>({interval} + half of {late})</source><translation>({interval} + ½ × {late})</translation></message>
<message><source>({interval} + {late})</source><translation>({interval} + {late})</translation></message>
<message><source>* stands for anything</source><translation>* steht für Beliebiges</translation></message>
<message><source>, and </source><translation>, und </translation></message>
<message><source>, at least a day more than Good</source><translation>, mindestens ein Tag mehr als bei „Gut“</translation></message>
<message><source>, at least a day more than Hard</source><translation>, mindestens ein Tag mehr als bei „Schwer“</translation></message>
<message><source>, at least a day more than before</source><translation>, mindestens ein Tag mehr als zuvor</translation></message>
<message><source>, half as long again as the only step ({time})</source><translation>, anderthalbmal so lang wie der einzige Schritt ({time})</translation></message>
<message><source>, halfway between the first two steps ({first} and {second})</source><translation>, in der Mitte zwischen den ersten beiden Schritten ({first} und {second})</translation></message>
<message><source>, or </source><translation>, oder </translation></message>
<message><source>, the longest allowed</source><translation>, mehr ist nicht erlaubt</translation></message>
<message numerus="yes"><source>, {count} days early</source><extracomment>For one: , {count} day early</extracomment><translation><numerusform>, {count} Tag zu früh</numerusform><numerusform>, {count} Tage zu früh</numerusform></translation></message>
<message numerus="yes"><source>, {count} days late</source><extracomment>For one: , {count} day late</extracomment><translation><numerusform>, {count} Tag zu spät</numerusform><numerusform>, {count} Tage zu spät</numerusform></translation></message>
<message><source>, {count} of them overdue</source><translation>, davon {count} überfällig</translation></message>
<message><source>, {share} of the reviews correct</source><translation>, {share} der Wiederholungen richtig</translation></message>
<message><source>--front, --back and --tags are for notes with a front and a back.</source><translation>--front, --back und --tags sind für Notizen mit Vorder- und Rückseite.</translation></message>
<message><source>--minimised, --study, --minutes and --add-note are for the window.</source><translation>--minimised, --study, --minutes und --add-note sind für das Fenster.</translation></message>
<message><source>--minutes chooses among today’s cards.</source><translation>--minutes wählt unter den heutigen Karten aus.</translation></message>
<message><source>. The limit of reviews is too low: {late} late on the last day</source><translation>. Das Wiederholungslimit ist zu niedrig: {late} am letzten Tag verspätet</translation></message>
<message><source>0 is today, 1 tomorrow, 3-7 a day of its own for each card.</source><translation>0 ist heute, 1 morgen, 3-7 ein eigener Tag für jede Karte.</translation></message>
<message><source>0 means all of them.</source><translation>0 bedeutet alle.</translation></message>
<message><source>0th</source><translation>0.</translation></message>
<message><source>1 d</source><translation>1 T</translation></message>
<message><source>1 hour</source><translation>1 Stunde</translation></message>
<message><source>1 month</source><translation>1 Monat</translation></message>
<message><source>1 y</source><translation>1 J</translation></message>
<message><source>1 year</source><translation>1 Jahr</translation></message>
<message><source>10 minutes a week</source><translation>10 Minuten pro Woche</translation></message>
<message><source>1–2 y</source><translation>1–2 J</translation></message>
<message><source>1–3 wk</source><translation>1–3 Wo</translation></message>
<message><source>2 years</source><translation>2 Jahre</translation></message>
<message><source>20 minutes a week</source><translation>20 Minuten pro Woche</translation></message>
<message><source>2–3 d</source><translation>2–3 T</translation></message>
<message><source>2–3 mo</source><translation>2–3 Mon</translation></message>
<message><source>2–4 y</source><translation>2–4 J</translation></message>
<message><source>3 mo</source><translation>3 Mon</translation></message>
<message><source>3 months</source><translation>3 Monate</translation></message>
<message><source>3 new among 12 due: {order}.</source><translation>3 neue unter 12 fälligen: {order}.</translation></message>
<message><source>3 wk</source><translation>3 Wo</translation></message>
<message><source>30 days</source><translation>30 Tage</translation></message>
<message><source>3–6 mo</source><translation>3–6 Mon</translation></message>
<message><source>3–6 wk</source><translation>3–6 Wo</translation></message>
<message><source>4 d</source><translation>4 T</translation></message>
<message><source>4 y</source><translation>4 J</translation></message>
<message><source>40 minutes a week</source><translation>40 Minuten pro Woche</translation></message>
<message><source>4–7 d</source><translation>4–7 T</translation></message>
<message><source>5 minutes a week</source><translation>5 Minuten pro Woche</translation></message>
<message><source>5 years</source><translation>5 Jahre</translation></message>
<message><source>6–12 mo</source><translation>6–12 Mon</translation></message>
<message><source>90 days</source><translation>90 Tage</translation></message>
<message><source>; its ease falls from {before} to {after}</source><translation>; ihre Leichtigkeit sinkt von {before} auf {after}</translation></message>
<message><source>; its ease rises from {before} to {after}</source><translation>; ihre Leichtigkeit steigt von {before} auf {after}</translation></message>
<message><source>&lt; 1 d</source><translation>&lt; 1 T</translation></message>
<message><source>&lt;1 d</source><translation>&lt;1 T</translation></message>
<message><source>&gt; 4 y</source><translation>&gt; 4 J</translation></message>
<message><source>A .colpkg file is a whole collection: it takes the place of all Anki has.</source><translation>Eine .colpkg-Datei ist eine ganze Sammlung: Sie ersetzt alles, was Anki hat.</translation></message>
<message><source>A Flatpak may set no timer, so nothing can remind you while {name} is closed. Let it start with the desktop instead.</source><translation>Ein Flatpak darf keinen Zeitgeber einrichten, deshalb kann Sie nichts erinnern, solange {name} geschlossen ist. Stattdessen mit der Arbeitsumgebung starten lassen.</translation></message>
<message><source>A and B are the same: change one of them to compare.</source><translation>A und B sind gleich: eines von beiden ändern, um zu vergleichen.</translation></message>
<message><source>A brace {open} has no {close} that closes it, or the other way round.</source><translation>Zu einer Klammer {open} fehlt die schließende {close} oder umgekehrt.</translation></message>
<message><source>A card answered late and still remembered gains more.</source><translation>Eine spät beantwortete und doch gewusste Karte gewinnt mehr.</translation></message>
<message><source>A card being learned comes back {when}. Stay, and it is asked then.</source><translation>Eine Karte in der Lernphase kommt wieder: {when}. Wer hier bleibt, bekommt sie dann.</translation></message>
<message><source>A card gets its ease with your first answer.</source><translation>Eine Karte bekommt ihre Leichtigkeit mit Ihrer ersten Antwort.</translation></message>
<message><source>A card gets its interval with your first answer.</source><translation>Eine Karte bekommt ihren Abstand mit Ihrer ersten Antwort.</translation></message>
<message><source>A card of {note} has no template and was left out.</source><translation>Eine Karte von {note} hat keine Vorlage und wurde ausgelassen.</translation></message>
<message><source>A card with a sound is heard at once; R plays it again.</source><translation>Eine Karte mit Ton ist sofort zu hören; R spielt ihn noch einmal.</translation></message>
<message><source>A card with a sound is silent until you press R.</source><translation>Eine Karte mit Ton ist still, bis R gedrückt wird.</translation></message>
<message><source>A card without a note was left out.</source><translation>Eine Karte ohne Notiz wurde ausgelassen.</translation></message>
<message><source>A catch-up takes 1 to {most} days.</source><translation>Ein Aufholplan dauert 1 bis {most} Tage.</translation></message>
<message><source>A cell of this row is longer than a million characters; the row is left out.</source><translation>Eine Zelle dieser Zeile ist länger als eine Million Zeichen; die Zeile wird ausgelassen.</translation></message>
<message><source>A closing bracket has no opening one</source><translation>Zu einer schließenden Klammer fehlt die öffnende</translation></message>
<message><source>A copy of “{name}”</source><translation>Eine Kopie von „{name}“</translation></message>
<message><source>A deck cannot be put into itself.</source><translation>Ein Stapel kann nicht in sich selbst verschoben werden.</translation></message>
<message><source>A deck needs a name.</source><translation>Ein Stapel braucht einen Namen.</translation></message>
<message><source>A deck with {subdecks} subdecks, each limited to {limit}, shows {most} new cards a day in all.</source><translation>Ein Stapel mit {subdecks} Unterstapeln, jeder auf {limit} begrenzt, zeigt insgesamt {most} neue Karten am Tag.</translation></message>
<message><source>A due card waits for tomorrow when another due one of its note was asked today.</source><translation>Eine fällige Karte wartet bis morgen, wenn heute eine andere fällige ihrer Notiz abgefragt wurde.</translation></message>
<message><source>A due date for a new card, which has no effect.</source><translation>Ein Fälligkeitstag für eine neue Karte; er hat keine Wirkung.</translation></message>
<message><source>A due date lies between today and 100 years from now.</source><translation>Ein Fälligkeitstag liegt zwischen heute und heute in 100 Jahren.</translation></message>
<message><source>A field for each column; asks the first</source><translation>Ein Feld je Spalte; gefragt wird nach dem ersten</translation></message>
<message><source>A field needs a name.</source><translation>Ein Feld braucht einen Namen.</translation></message>
<message><source>A field was removed meanwhile.</source><translation>Ein Feld wurde inzwischen entfernt.</translation></message>
<message><source>A field’s name is missing here.</source><translation>Hier fehlt der Name eines Feldes.</translation></message>
<message><source>A file beside the collection would have too long a name.</source><translation>Eine Datei neben der Sammlung bekäme einen zu langen Namen.</translation></message>
<message><source>A gap hides words that this passage does not have, so reading the article covers the whole passage. Use the passage’s own words.</source><translation>Eine Lücke verbirgt Wörter, die in dieser Passage nicht vorkommen; deshalb deckt das Lesen des Artikels die ganze Passage ab. Die Wörter der Passage verwenden.</translation></message>
<message><source>A gap hides {words} words; hide only what is to be remembered.</source><translation>Eine Lücke verbirgt {words} Wörter; nur das verbergen, was behalten werden soll.</translation></message>
<message><source>A holiday lasts a year at most.</source><translation>Ein Urlaub dauert höchstens ein Jahr.</translation></message>
<message><source>A is 20 days late (interval 30, ease 1.90), B 1 day late (8, 2.20), C 14 days late (12, 2.50)</source><translation>A 20 Tage zu spät ist (Abstand 30, Leichtigkeit 1,90), B 1 Tag zu spät (8; 2,20), C 14 Tage zu spät (12; 2,50)</translation></message>
<message><source>A key</source><translation>Eine Taste</translation></message>
<message><source>A language model that runs here can check the cards of an article. It may leave cards out and reword questions, with answers in the article’s own words. Nothing leaves this computer.</source><translation>Ein hier laufendes Sprachmodell kann die Karten eines Artikels prüfen. Es darf Karten auslassen und Fragen umformulieren, mit Antworten in den Worten des Artikels. Nichts verlässt diesen Computer.</translation></message>
<message><source>A leech after</source><translation>Lernbremse nach</translation></message>
<message><source>A media file without a name was left out.</source><translation>Eine Mediendatei ohne Namen wurde ausgelassen.</translation></message>
<message><source>A name cannot hold : " {open} or {close}, nor begin with #, ^ or /.</source><translation>Ein Name darf weder : " {open} noch {close} enthalten und nicht mit #, ^ oder / beginnen.</translation></message>
<message><source>A new card waits for tomorrow when another of its note was asked today.</source><translation>Eine neue Karte wartet bis morgen, wenn heute eine andere ihrer Notiz abgefragt wurde.</translation></message>
<message><source>A newer version of Flashcards made the hub {where}.</source><translation>Den Verteiler {where} hat eine neuere Version von Flashcards angelegt.</translation></message>
<message><source>A newer version of Flashcards made the note type “{name}”.</source><translation>Eine neuere Version von Flashcards hat den Notiztyp „{name}“ erstellt.</translation></message>
<message><source>A newer version of Flashcards made the note type “{name}”. Its cards are asked; update Flashcards to change its notes.</source><translation>Eine neuere Version von Flashcards hat den Notiztyp „{name}“ erstellt. Seine Karten werden abgefragt; zum Ändern seiner Notizen Flashcards aktualisieren.</translation></message>
<message><source>A newer version of Flashcards made this note type</source><translation>Eine neuere Version von Flashcards hat diesen Notiztyp erstellt</translation></message>
<message><source>A newer version of Flashcards set this to “{value}”. It is kept, and the default counts here, until you choose.</source><translation>Eine neuere Version von Flashcards hat hier „{value}“ gesetzt. Das bleibt erhalten, und hier gilt der Standardwert, bis Sie wählen.</translation></message>
<message><source>A note could not be saved; its text is kept as a draft</source><translation>Eine Notiz konnte nicht gespeichert werden; ihr Text bleibt als Entwurf erhalten</translation></message>
<message><source>A note could not be written so that it would read the same.</source><translation>Eine Notiz ließ sich nicht so schreiben, dass sie gleich gelesen würde.</translation></message>
<message><source>A note is a line such as ## Question with its answer below, or a line Q: with a line A: after it.</source><translation>Eine Notiz ist eine Zeile wie ## Frage mit der Antwort darunter oder eine Zeile Q: mit einer Zeile A: danach.</translation></message>
<message><source>A note of another type has this question.</source><translation>Eine Notiz eines anderen Typs hat diese Frage.</translation></message>
<message><source>A note type has 1 to {most} fields.</source><translation>Ein Notiztyp hat 1 bis {most} Felder.</translation></message>
<message><source>A note type has 1 to {most} templates.</source><translation>Ein Notiztyp hat 1 bis {most} Vorlagen.</translation></message>
<message><source>A note type is in another file, which is not beside this one. Its notes come as “{name}”, with fields called {fields}.</source><translation>Ein Notiztyp steht in einer anderen Datei, die nicht neben dieser liegt. Seine Notizen kommen als „{name}“, mit Feldern namens {fields}.</translation></message>
<message><source>A note type needs a name.</source><translation>Ein Notiztyp braucht einen Namen.</translation></message>
<message><source>A number of days</source><translation>Eine Anzahl Tage</translation></message>
<message><source>A number of days has to be 1 or more</source><translation>Eine Anzahl Tage muss mindestens 1 sein</translation></message>
<message><source>A part of the deck name is empty.</source><translation>Ein Teil des Stapelnamens ist leer.</translation></message>
<message><source>A part of the tag is empty.</source><translation>Ein Teil des Schlagworts ist leer.</translation></message>
<message><source>A plan needs a name.</source><translation>Ein Plan braucht einen Namen.</translation></message>
<message><source>A preset needs a name.</source><translation>Eine Voreinstellung braucht einen Namen.</translation></message>
<message><source>A question and its answer.</source><translation>Eine Frage und ihre Antwort.</translation></message>
<message><source>A question stays {seconds}; Shift+A stops that while you study.</source><translation>Eine Frage bleibt {seconds} stehen; Umschalt+A hält das beim Lernen an.</translation></message>
<message><source>A question waits for you.</source><translation>Eine Frage wartet auf Sie.</translation></message>
<message><source>A quotation mark opens here and closes nowhere before line {line:,}; the row was read without quoting.</source><translation>Hier öffnet ein Anführungszeichen, das bis Zeile {line:,} nicht geschlossen wird; die Zeile wurde ohne Anführungszeichen gelesen.</translation></message>
<message><source>A quotation mark opens here and is never closed; the row was read without quoting.</source><translation>Hier öffnet ein Anführungszeichen, das nie geschlossen wird; die Zeile wurde ohne Anführungszeichen gelesen.</translation></message>
<message><source>A search needs a name of 1 to {most} characters.</source><translation>Eine Suche braucht einen Namen aus 1 bis {most} Zeichen.</translation></message>
<message><source>A sequence, asked item by item with the ones before in sight.</source><translation>Eine Folge, Punkt für Punkt abgefragt, die vorigen sichtbar.</translation></message>
<message><source>A session needs a name.</source><translation>Eine Sitzung braucht einen Namen.</translation></message>
<message><source>A session that is kept has its own deck and search.</source><translation>Eine gespeicherte Sitzung hat ihren eigenen Stapel und ihre eigene Suche.</translation></message>
<message><source>A sign has two exponents or two indices; put one of them into braces.</source><translation>Ein Zeichen hat zwei Exponenten oder zwei Indizes; einen davon in Klammern setzen.</translation></message>
<message><source>A simulation covers 1 to {most:,} days.</source><translation>Eine Simulation umfasst 1 bis {most:,} Tage.</translation></message>
<message><source>A step must lie between 1 min and {longest}.</source><translation>Ein Schritt muss zwischen 1 min und {longest} liegen.</translation></message>
<message><source>A step of {minutes:,} minutes is too long for the option “{name}”.</source><translation>Ein Schritt von {minutes:,} Minuten ist für die Option „{name}“ zu lang.</translation></message>
<message><source>A step of {minutes:,} minutes is too short for the option “{name}”.</source><translation>Ein Schritt von {minutes:,} Minuten ist für die Option „{name}“ zu kurz.</translation></message>
<message><source>A syncing program made this copy, since the file was changed on two computers. Compare the two, then delete the copy; until then it is left alone.</source><translation>Ein Synchronisierungsprogramm hat diese Kopie erstellt, da die Datei auf zwei Computern geändert wurde. Beide vergleichen, dann die Kopie löschen; bis dahin wird sie nicht angerührt.</translation></message>
<message><source>A tag cannot be put below itself.</source><translation>Ein Schlagwort kann nicht unter sich selbst stehen.</translation></message>
<message><source>A tag has no spaces.</source><translation>Ein Schlagwort hat keine Leerzeichen.</translation></message>
<message><source>A template needs a name.</source><translation>Eine Vorlage braucht einen Namen.</translation></message>
<message><source>A template was removed meanwhile.</source><translation>Eine Vorlage wurde inzwischen entfernt.</translation></message>
<message><source>A term and its definition, asked both ways, with an example.</source><translation>Ein Begriff und seine Definition, in beide Richtungen abgefragt, mit Beispiel.</translation></message>
<message><source>A text in {file} is too large to be that of a note.</source><translation>Ein Text in {file} ist zu groß für eine Notiz.</translation></message>
<message><source>A text with clozes</source><translation>Ein Text mit Lücken</translation></message>
<message><source>A&amp;dd the card written</source><translation>Geschriebene Karte hin&amp;zufügen</translation></message>
<message><source>A&amp;rticles</source><translation>A&amp;rtikel</translation></message>
<message><source>A4</source><translation>A4</translation></message>
<message><source>Ab&amp;out</source><translation>&amp;Über</translation></message>
<message><source>About {time}.</source><translation>Etwa {time}.</translation></message>
<message><source>Above the picture</source><translation>Über dem Bild</translation></message>
<message><source>Ad&amp;just</source><translation>Anpass&amp;en</translation></message>
<message><source>Ad&amp;just its options</source><translation>Seine Optionen an&amp;passen</translation></message>
<message><source>Ad&amp;just the saved session</source><translation>Gespeicherte Sitzung an&amp;passen</translation></message>
<message><source>Add</source><translation>Hinzufügen</translation></message>
<message><source>Add &amp;tags</source><translation>&amp;Schlagwörter hinzufügen</translation></message>
<message><source>Add &amp;tags…</source><translation>Schlagwörter &amp;hinzufügen…</translation></message>
<message><source>Add ({keys})</source><translation>Hinzufügen ({keys})</translation></message>
<message><source>Add --yes if the clock is right.</source><translation>Geht die Uhr richtig, --yes hinzufügen.</translation></message>
<message><source>Add --yes to go on.</source><translation>Zum Fortfahren --yes hinzufügen.</translation></message>
<message><source>Add a &amp;note</source><translation>&amp;Notiz hinzufügen</translation></message>
<message><source>Add a note</source><translation>Notiz hinzufügen</translation></message>
<message><source>Add a note or import a deck to study it straight away.</source><translation>Eine Notiz hinzufügen oder einen Stapel importieren, um gleich zu lernen.</translation></message>
<message><source>Add a note or import a file to study it here.</source><translation>Eine Notiz hinzufügen oder eine Datei importieren, um hier zu lernen.</translation></message>
<message><source>Add a note, or import a deck from the File menu.</source><translation>Eine Notiz hinzufügen oder im Menü „Datei“ einen Stapel importieren.</translation></message>
<message><source>Add a part, or select more notes.</source><translation>Einen Teil hinzufügen oder mehr Notizen auswählen.</translation></message>
<message><source>Add as e&amp;xtra shortcut</source><translation>Als &amp;weiteres Kürzel hinzufügen</translation></message>
<message><source>Add c&amp;ard</source><translation>Karte &amp;hinzufügen</translation></message>
<message><source>Add card</source><translation>Karte hinzufügen</translation></message>
<message><source>Add card to note type</source><translation>Karte zum Notiztyp hinzufügen</translation></message>
<message><source>Add cards</source><translation>Karten hinzufügen</translation></message>
<message><source>Add deck</source><translation>Stapel hinzufügen</translation></message>
<message><source>Add deck and move</source><translation>Stapel anlegen und verschieben</translation></message>
<message><source>Add fi&amp;eld</source><translation>Feld &amp;hinzufügen</translation></message>
<message><source>Add fi&amp;eld or card</source><translation>Feld oder Karte &amp;hinzufügen</translation></message>
<message><source>Add field</source><translation>Feld hinzufügen</translation></message>
<message><source>Add font</source><translation>Schrift hinzufügen</translation></message>
<message><source>Add holiday</source><translation>Urlaub hinzufügen</translation></message>
<message><source>Add image occlusion</source><translation>Bildabdeckung hinzufügen</translation></message>
<message><source>Add it as a new one.</source><translation>Sie als neue hinzufügen.</translation></message>
<message><source>Add it as a note…</source><translation>Als Notiz hinzufügen …</translation></message>
<message><source>Add note</source><translation>Notiz hinzufügen</translation></message>
<message><source>Add note to {deck}</source><translation>Notiz zu {deck} hinzufügen</translation></message>
<message><source>Add note type</source><translation>Notiztyp hinzufügen</translation></message>
<message><source>Add one with the fields {fields}, then import again.</source><translation>Einen mit den Feldern {fields} hinzufügen, dann noch einmal importieren.</translation></message>
<message><source>Add or remove fields.</source><translation>Felder hinzufügen oder entfernen.</translation></message>
<message><source>Add or remove templates.</source><translation>Vorlagen hinzufügen oder entfernen.</translation></message>
<message><source>Add picture</source><translation>Bild hinzufügen</translation></message>
<message><source>Add preset</source><translation>Voreinstellung hinzufügen</translation></message>
<message><source>Add reverse</source><comment>a field of a note</comment><translation>Auch umgekehrt</translation></message>
<message><source>Add sound</source><translation>Ton hinzufügen</translation></message>
<message><source>Add tags</source><translation>Schlagwörter hinzufügen</translation></message>
<message><source>Add the &amp;included decks</source><translation>M&amp;itgelieferte Stapel hinzufügen</translation></message>
<message><source>Add the cards c&amp;hosen</source><translation>Gewählte Karten &amp;hinzufügen</translation></message>
<message><source>Add the cards, or save the masks</source><translation>Karten hinzufügen oder Masken speichern</translation></message>
<message><source>Add the note, or save it and close</source><translation>Notiz hinzufügen oder speichern und schließen</translation></message>
<message><source>Add these cards or discard them first, then cover the other picture.</source><translation>Diese Karten zuerst hinzufügen oder verwerfen, dann das andere Bild abdecken.</translation></message>
<message><source>Add video</source><translation>Video hinzufügen</translation></message>
<message numerus="yes"><source>Add {count} cards</source><extracomment>For one: Add {count} card</extracomment><translation><numerusform>{count} Karte hinzufügen</numerusform><numerusform>{count} Karten hinzufügen</numerusform></translation></message>
<message numerus="yes"><source>Add {count} decks</source><extracomment>For one: Add {count} deck</extracomment><translation><numerusform>{count} Stapel hinzufügen</numerusform><numerusform>{count} Stapel hinzufügen</numerusform></translation></message>
<message><source>Add {notes} ({cards})</source><translation>{notes} ({cards}) hinzufügen</translation></message>
<message><source>Added note type {name}</source><translation>Notiztyp {name} hinzugefügt</translation></message>
<message><source>Added the deck “{deck}”</source><translation>Stapel „{deck}“ hinzugefügt</translation></message>
<message><source>Added this week</source><translation>Diese Woche hinzugefügt</translation></message>
<message><source>Added to “{deck}”</source><translation>Zu „{deck}“ hinzugefügt</translation></message>
<message><source>Added today</source><translation>Heute hinzugefügt</translation></message>
<message numerus="yes"><source>Added {count} notes</source><extracomment>For one: Added {count} note</extracomment><translation><numerusform>{count} Notiz hinzugefügt</numerusform><numerusform>{count} Notizen hinzugefügt</numerusform></translation></message>
<message><source>Added “{name}”</source><translation>„{name}“ hinzugefügt</translation></message>
<message><source>Added: {question}</source><translation>Hinzugefügt: {question}</translation></message>
<message><source>Adding decks</source><translation>Stapel werden hinzugefügt</translation></message>
<message numerus="yes"><source>Adding {count} cards</source><extracomment>For one: Adding {count} card</extracomment><translation><numerusform>{count} Karte wird hinzugefügt</numerusform><numerusform>{count} Karten werden hinzugefügt</numerusform></translation></message>
<message><source>Adding {notes} ({cards})</source><translation>Wird hinzugefügt: {notes} ({cards})</translation></message>
<message><source>Address</source><translation>Adresse</translation></message>
<message><source>Address of a hub</source><translation>Adresse eines Verteilers</translation></message>
<message><source>Address of the model</source><translation>Adresse des Modells</translation></message>
<message><source>Adjust “{name}”</source><translation>„{name}“ anpassen</translation></message>
<message><source>Adjusted “{name}”</source><translation>„{name}“ angepasst</translation></message>
<message><source>Afrikaans</source><translation>Afrikaans</translation></message>
<message><source>After</source><translation>Nachher</translation></message>
<message><source>After Again or Hard, a card comes back today until you rate it Good or Easy; its due date stays the same.</source><translation>Nach „Nochmal“ oder „Schwer“ kommt eine Karte heute wieder, bis sie mit „Gut“ oder „Einfach“ bewertet wird; ihr Fälligkeitstag bleibt gleich.</translation></message>
<message><source>After a break, this page spreads due cards over the coming days.</source><translation>Nach einer Pause verteilt diese Seite fällige Karten auf die kommenden Tage.</translation></message>
<message><source>After the change</source><translation>Nach der Änderung</translation></message>
<message><source>After what another computer did, the card is not asked today.</source><translation>Nach dem, was auf einem anderen Computer geschah, wird die Karte heute nicht gefragt.</translation></message>
<message><source>Again</source><translation>Nochmal</translation></message>
<message><source>All</source><translation>Alle</translation></message>
<message><source>All are in your collection</source><translation>Alle sind in der Sammlung</translation></message>
<message><source>All at once</source><comment>a card of a note type</comment><translation>Alle auf einmal</translation></message>
<message><source>All at once</source><comment>a field of a note</comment><translation>Alle auf einmal</translation></message>
<message><source>All changes are saved</source><translation>Alle Änderungen sind gespeichert</translation></message>
<message><source>All decks</source><translation>Alle Stapel</translation></message>
<message><source>All fields</source><translation>Alle Felder</translation></message>
<message><source>All fields  {key}</source><translation>Alle Felder  {key}</translation></message>
<message><source>All files</source><translation>Alle Dateien</translation></message>
<message><source>All its media files are here already.</source><translation>Alle ihre Mediendateien sind schon hier.</translation></message>
<message><source>All looked a&amp;t</source><translation>A&amp;lle geprüft</translation></message>
<message><source>All new cards that today allows are still to come, or there are none</source><translation>Alle für heute erlaubten neuen Karten kommen noch, oder es gibt keine</translation></message>
<message><source>All notes found</source><translation>Alle gefundenen Notizen</translation></message>
<message><source>All of it was repaired.</source><translation>Alles wurde repariert.</translation></message>
<message><source>All of them were already in “{deck}”</source><translation>Alle waren schon in „{deck}“</translation></message>
<message><source>All shortcuts are back to their defaults</source><translation>Alle Tastenkürzel stehen wieder auf dem Standard</translation></message>
<message><source>All that is due today fits.</source><translation>Alles, was heute fällig ist, passt hinein.</translation></message>
<message><source>All that was learnt of them goes along.</source><translation>Alles an ihnen Gelernte geht mit verloren.</translation></message>
<message><source>All time</source><translation>Gesamte Zeit</translation></message>
<message numerus="yes"><source>All {count} cards move.</source><extracomment>For one: The card moves.</extracomment><translation><numerusform>Die Karte verschiebt sich.</numerusform><numerusform>Alle {count} Karten verschieben sich.</numerusform></translation></message>
<message numerus="yes"><source>All {count} cards show this field.</source><extracomment>For one: The card shows this field.</extracomment><translation><numerusform>Die Karte zeigt dieses Feld.</numerusform><numerusform>Alle {count} Karten zeigen dieses Feld.</numerusform></translation></message>
<message><source>Almost</source><translation>Fast</translation></message>
<message><source>Also used by {names}. Changes here apply to them too.</source><translation>Auch verwendet von: {names}. Änderungen gelten dort ebenfalls.</translation></message>
<message><source>Among them: {notes}. {back}</source><translation>Darunter: {notes}. {back}</translation></message>
<message><source>An answer at {before} on {day} belongs to Monday, one at {start} to Tuesday.</source><translation>Eine Antwort um {before} am {day} gehört zum Montag, eine um {start} zum Dienstag.</translation></message>
<message><source>An answer beyond all dates was left out.</source><translation>Eine Antwort jenseits aller Kalenderdaten wurde ausgelassen.</translation></message>
<message><source>An answer left open for 15 minutes counts as {seconds}.</source><translation>Eine 15 Minuten lang offene Antwort zählt als {seconds}.</translation></message>
<message><source>An answer stays {seconds}.</source><translation>Eine Antwort bleibt {seconds} stehen.</translation></message>
<message><source>An answer waits for your rating.</source><translation>Eine Antwort wartet auf Ihre Bewertung.</translation></message>
<message><source>An earlier version of Flashcards wrote the rules of the hub {where}.</source><translation>Die Regeln des Verteilers {where} stammen von einer älteren Version von Flashcards.</translation></message>
<message><source>An entry of {file} is larger than any collection has.</source><translation>Ein Eintrag von {file} ist größer, als eine Sammlung ihn hat.</translation></message>
<message numerus="yes"><source>And {count} more cards, shown in the window.</source><extracomment>For one: And {count} more card, shown in the window.</extracomment><translation><numerusform>Und {count} weitere Karte, die das Fenster zeigt.</numerusform><numerusform>Und {count} weitere Karten, die das Fenster zeigt.</numerusform></translation></message>
<message numerus="yes"><source>And {count} more problems.</source><extracomment>For one: And {count} more problem.</extracomment><translation><numerusform>Und {count} weiteres Problem.</numerusform><numerusform>Und {count} weitere Probleme.</numerusform></translation></message>
<message><source>Anki</source><translation>Anki</translation></message>
<message><source>Anki has several &amp;profiles here. Which is yours?</source><translation>Anki hat hier mehrere &amp;Profile. Welches ist Ihres?</translation></message>
<message><source>Anki: deck package (.apkg)</source><translation>Anki: Stapelpaket (.apkg)</translation></message>
<message><source>Anki: whole collection (.colpkg)</source><translation>Anki: ganze Sammlung (.colpkg)</translation></message>
<message><source>Anki’s folder was not found on this computer</source><translation>Ankis Ordner wurde auf diesem Computer nicht gefunden</translation></message>
<message><source>Another card you chose asks the same.</source><translation>Eine andere gewählte Karte fragt dasselbe.</translation></message>
<message><source>Another field has this name.</source><translation>Ein anderes Feld hat diesen Namen.</translation></message>
<message><source>Another note has this question.</source><translation>Eine andere Notiz hat diese Frage.</translation></message>
<message><source>Another program has this collection open.</source><translation>Ein anderes Programm hat diese Sammlung geöffnet.</translation></message>
<message><source>Another program is using the collection file.</source><translation>Ein anderes Programm verwendet die Sammlungsdatei.</translation></message>
<message><source>Ans&amp;wer</source><translation>&amp;Antwort</translation></message>
<message><source>Answer</source><translation>Antwort</translation></message>
<message><source>Answer a few cards a day. Each comes back just before you would forget it.</source><translation>Täglich ein paar Karten beantworten. Jede kommt wieder, kurz bevor Sie sie vergessen würden.</translation></message>
<message><source>Answer card</source><translation>Karte beantworten</translation></message>
<message><source>Answer: {words}</source><translation>Antwort: {words}</translation></message>
<message><source>Answered today</source><translation>Heute beantwortet</translation></message>
<message><source>Answered {answer} before that day’s answer on another computer had come; the interval stays.</source><translation>Mit „{answer}“ beantwortet, bevor die Antwort dieses Tages von einem anderen Computer da war; das Intervall bleibt.</translation></message>
<message><source>Answered {answer} in {program}, which set the interval to {time}.</source><translation>In {program} mit „{answer}“ beantwortet; dort ergab sich der Abstand {time}.</translation></message>
<message><source>Answered {answer} in {program}.</source><translation>In {program} mit „{answer}“ beantwortet.</translation></message>
<message><source>Answered {answer} outside the schedule; {stays}.</source><translation>Außer der Reihe mit „{answer}“ beantwortet; {stays}.</translation></message>
<message><source>Answering</source><translation>Antworten</translation></message>
<message><source>Answers</source><translation>Antworten</translation></message>
<message><source>Answers are recorded, but do not change when a card is due.</source><translation>Antworten werden aufgezeichnet, ändern aber keinen Fälligkeitstag.</translation></message>
<message><source>Answers before it belong to the day before.</source><translation>Antworten davor gehören zum Vortag.</translation></message>
<message><source>Answers in the last year</source><translation>Antworten der letzten 12 Monate</translation></message>
<message><source>Answer</source><comment>a field of a note</comment><translation>Antwort</translation></message>
<message><source>Any order, a different one each day.</source><translation>Beliebige, täglich andere Reihenfolge.</translation></message>
<message><source>Appeara&amp;nce</source><translation>&amp;Darstellung</translation></message>
<message><source>Appl&amp;y choices</source><translation>Auswahl an&amp;wenden</translation></message>
<message><source>Applies to all decks.</source><translation>Gilt für alle Stapel.</translation></message>
<message><source>Arabic</source><translation>Arabisch</translation></message>
<message><source>Are added again</source><translation>Werden noch einmal hinzugefügt</translation></message>
<message><source>Are updated</source><translation>Werden aktualisiert</translation></message>
<message><source>Arrange</source><translation>Anordnen</translation></message>
<message><source>Article</source><translation>Artikel</translation></message>
<message><source>Article changes</source><translation>Änderungen am Artikel</translation></message>
<message><source>Article, shaded by how well it is known</source><translation>Artikel, nach Wissensstand schattiert</translation></message>
<message><source>Articles</source><translation>Artikel</translation></message>
<message><source>Articles you read or make decks from are kept here. See which passages you know, and answer cards as you read.</source><translation>Artikel, die Sie lesen oder aus denen Sie Stapel erstellen, bleiben hier. Sie sehen, welche Passagen Sie beherrschen, und können beim Lesen Karten beantworten.</translation></message>
<message><source>As it is</source><translation>Wie es ist</translation></message>
<message><source>As it was made</source><translation>Wie sie erstellt wurde</translation></message>
<message><source>As the system: {language}</source><translation>Wie das System: {language}</translation></message>
<message><source>As they were added</source><translation>Wie hinzugefügt</translation></message>
<message><source>As this type, the note would make no card yet.</source><translation>Mit diesem Typ ergäbe die Notiz noch keine Karte.</translation></message>
<message><source>As usual</source><translation>Wie üblich</translation></message>
<message><source>Ask</source><translation>Fragen</translation></message>
<message><source>Ask for a second o&amp;pinion</source><translation>Zweit&amp;meinung einholen</translation></message>
<message><source>Ask for the next one first.</source><translation>Zuerst die nächste Karte anfordern.</translation></message>
<message><source>Ask one by one</source><translation>Einzeln abfragen</translation></message>
<message><source>Ask whoever looks after it for more. What you learned is safe here and goes there later.</source><translation>Bitten Sie die Verwaltung um mehr. Was Sie gelernt haben, ist hier sicher und kommt später dorthin.</translation></message>
<message><source>Ask whoever looks after it.</source><translation>Fragen Sie, wer sich darum kümmert.</translation></message>
<message><source>Ask whoever looks after the hub for its address and its certificate. Your password was not sent; what you learned is safe here.</source><translation>Fragen Sie, wer sich um den Verteiler kümmert, nach seiner Adresse und seinem Zertifikat. Ihr Passwort wurde nicht gesendet; was Sie gelernt haben, ist hier sicher.</translation></message>
<message><source>Ask whoever looks after the hub to remove you and add you again, and publish your decks once more. Whoever has them keeps them.</source><translation>Bitten Sie, wer den Verteiler betreut, Sie zu entfernen und neu aufzunehmen, und veröffentlichen Sie Ihre Stapel noch einmal. Wer sie hat, behält sie.</translation></message>
<message><source>Ask whoever looks after the hub. A password made by PostgreSQL 13 or an earlier version has to be set anew. Yours was not sent; what you learned is safe here.</source><translation>Fragen Sie, wer sich um den Verteiler kümmert. Ein Passwort, das PostgreSQL 13 oder eine frühere Version angelegt hat, muss neu gesetzt werden. Ihres wurde nicht gesendet; was Sie gelernt haben, ist hier sicher.</translation></message>
<message numerus="yes"><source>Asking about {count} cards</source><extracomment>For one: Asking about {count} card</extracomment><translation><numerusform>Zu {count} Karte wird nachgefragt</numerusform><numerusform>Zu {count} Karten wird nachgefragt</numerusform></translation></message>
<message><source>Asking the desktop</source><translation>Arbeitsumgebung wird gefragt</translation></message>
<message><source>Asks both ways: front to back, and back to front.</source><translation>Fragt in beide Richtungen: von vorn nach hinten und von hinten nach vorn.</translation></message>
<message><source>Asks for the definition</source><comment>a card of a note type</comment><translation>Fragt nach der Definition</translation></message>
<message><source>Asks for the term</source><comment>a card of a note type</comment><translation>Fragt nach dem Begriff</translation></message>
<message><source>Asks the other way too, where you fill in “Add reverse”.</source><translation>Fragt auch umgekehrt, wo „Auch umgekehrt“ ausgefüllt ist.</translation></message>
<message><source>Assumes you study every day and forget each card at most once.</source><translation>Nimmt an, dass Sie jeden Tag lernen und jede Karte höchstens einmal vergessen.</translation></message>
<message><source>At login</source><translation>Beim Anmelden</translation></message>
<message><source>At most this many due cards are asked per day; the rest wait.</source><translation>Höchstens so viele fällige Karten werden am Tag abgefragt; die übrigen warten.</translation></message>
<message><source>At random</source><translation>Zufällig</translation></message>
<message><source>At {limit} reviews a day, a year is not enough for all of them.</source><translation>Bei {limit} Wiederholungen am Tag reicht ein Jahr nicht für alle.</translation></message>
<message><source>At {limit} reviews a day, there is room for all of them today. To spread them out, choose a number of days.</source><translation>Bei {limit} Wiederholungen am Tag ist heute Platz für alle. Um sie zu verteilen, eine Anzahl Tage wählen.</translation></message>
<message><source>At {limit} reviews a day, this takes {days}</source><translation>Bei {limit} Wiederholungen am Tag dauert das {days}</translation></message>
<message><source>At {retention}% retention that gives an interval of {days}{limit}.</source><translation>Bei {retention} % Behaltensquote ergibt das den Abstand {days}{limit}.</translation></message>
<message><source>Auto-advance</source><translation>Automatisch weiter</translation></message>
<message numerus="yes"><source>Auto-advance in {count} seconds</source><extracomment>For one: Auto-advance in {count} second</extracomment><translation><numerusform>Automatisch weiter in {count} Sekunde</numerusform><numerusform>Automatisch weiter in {count} Sekunden</numerusform></translation></message>
<message><source>Auto-advance is off</source><translation>Automatisch weiter: aus</translation></message>
<message><source>Auto-advance is on</source><translation>Automatisch weiter: ein</translation></message>
<message><source>Azerbaijani</source><translation>Aserbaidschanisch</translation></message>
<message><source>B {time}, and {known} in the end.</source><translation>B {time}, und am Ende {known}.</translation></message>
<message><source>Back</source><translation>Zurück</translation></message>
<message><source>Back &amp;up now</source><translation>Jetzt &amp;sichern</translation></message>
<message><source>Back E&amp;xtra</source><translation>&amp;Zusatz hinten</translation></message>
<message><source>Back Extra</source><translation>Zusatz hinten</translation></message>
<message><source>Back Extra</source><comment>a field of a note</comment><translation>Zusatz hinten</translation></message>
<message><source>Back template</source><translation>Vorlage der Rückseite</translation></message>
<message><source>Back to Today</source><translation>Zurück zu „Heute“</translation></message>
<message><source>Back to the &amp;card</source><translation>Zurück zur &amp;Karte</translation></message>
<message><source>Back to the card</source><translation>Zurück zur Karte</translation></message>
<message><source>Back to the published numbers</source><translation>Zurück zu den veröffentlichten Zahlen</translation></message>
<message><source>Back up no&amp;w</source><translation>&amp;Jetzt sichern</translation></message>
<message><source>Back up now</source><translation>Jetzt sichern</translation></message>
<message><source>Backed up to {name}</source><translation>Gesichert als {name}</translation></message>
<message><source>Backing up</source><translation>Sicherung wird erstellt</translation></message>
<message><source>Backup</source><translation>Sicherung</translation></message>
<message><source>Backup of {when}</source><translation>Sicherung vom {when}</translation></message>
<message><source>Backup:</source><translation>Sicherung:</translation></message>
<message><source>Backups</source><translation>Sicherungen</translation></message>
<message><source>Backups are made when something has changed: once a day, and on closing if the last one is over half an hour old. They hold pictures and sounds too. Older ones are thinned out; the newest good one is never removed.</source><translation>Sicherungen entstehen, wenn sich etwas geändert hat: einmal am Tag und beim Schließen, wenn die letzte älter als eine halbe Stunde ist. Sie enthalten auch Bilder und Töne. Ältere werden ausgedünnt; die neueste gute wird nie entfernt.</translation></message>
<message><source>Back</source><comment>a field of a note</comment><translation>Rückseite</translation></message>
<message><source>Bar (|)</source><translation>Senkrechter Strich (|)</translation></message>
<message><source>Basic with optional reverse</source><comment>a note type</comment><translation>Grundform mit wahlweiser Umkehrung</translation></message>
<message><source>Basic with reverse</source><comment>a note type</comment><translation>Grundform mit Umkehrung</translation></message>
<message><source>Basic</source><comment>a note type</comment><translation>Grundform</translation></message>
<message><source>Basque</source><translation>Baskisch</translation></message>
<message><source>Becomes</source><translation>Wird zu</translation></message>
<message><source>Before</source><translation>Vorher</translation></message>
<message><source>Before a program update</source><translation>Vor einer Aktualisierung des Programms</translation></message>
<message><source>Before a restore</source><translation>Vor einer Wiederherstellung</translation></message>
<message><source>Begin a new &amp;collection…</source><translation>Neue Sa&amp;mmlung beginnen…</translation></message>
<message><source>Begin a word earlier</source><translation>Ein Wort früher beginnen</translation></message>
<message><source>Begin a word later</source><translation>Ein Wort später beginnen</translation></message>
<message><source>Beginning</source><translation>Anfang</translation></message>
<message><source>Begins as</source><translation>Beginnt als</translation></message>
<message><source>Begins as new</source><translation>Beginnt als neu</translation></message>
<message><source>Belarusian</source><translation>Belarussisch</translation></message>
<message><source>Below the answer</source><translation>Unter der Antwort</translation></message>
<message><source>Below {retention}% on the day: {below} of {cards} now, {still} with the plan.</source><translation>Am Prüfungstag unter {retention} %: jetzt {below} von {cards}, mit dem Plan {still}.</translation></message>
<message><source>Bengali</source><translation>Bengalisch</translation></message>
<message><source>Beside this collection lies {file}: two computers have written to it at the same time, and answers given on one may be in that copy only.</source><translation>Neben dieser Sammlung liegt {file}: Zwei Computer haben gleichzeitig hineingeschrieben, und auf einem gegebene Antworten stehen vielleicht nur in dieser Kopie.</translation></message>
<message><source>Bi&amp;n</source><translation>&amp;Papierkorb</translation></message>
<message><source>Big5 · Chinese</source><translation>Big5 · Chinesisch</translation></message>
<message><source>Bin</source><translation>Papierkorb</translation></message>
<message><source>Blackout</source><translation>Nichts gewusst</translation></message>
<message><source>Blue</source><translation>Blau</translation></message>
<message><source>Blue flag</source><translation>Blaues Fähnchen</translation></message>
<message><source>Bold</source><translation>Fett</translation></message>
<message><source>Bosnian</source><translation>Bosnisch</translation></message>
<message><source>Both cards ask the same now: {key} rewords the question</source><translation>Beide Karten fragen jetzt dasselbe: {key} formuliert die Frage um</translation></message>
<message><source>Both, one below the other</source><translation>Beide, untereinander</translation></message>
<message><source>Br&amp;ing it back here</source><translation>Hierher &amp;zurückholen</translation></message>
<message><source>Brackets are nested more than {most} deep</source><translation>Klammern sind mehr als {most}-fach verschachtelt</translation></message>
<message><source>Browse</source><translation>Durchsuchen</translation></message>
<message><source>Browse cards added today</source><translation>Heute hinzugefügte Karten durchsuchen</translation></message>
<message><source>Browse cards due today</source><translation>Heute fällige Karten durchsuchen</translation></message>
<message><source>Browse cards forgotten often</source><translation>Oft vergessene Karten durchsuchen</translation></message>
<message><source>Browse flagged cards</source><translation>Karten mit Fähnchen durchsuchen</translation></message>
<message><source>Browse new cards</source><translation>Neue Karten durchsuchen</translation></message>
<message><source>Browse shows {first} of {all}</source><translation>„Durchsuchen“ zeigt {first} von {all}</translation></message>
<message><source>Browse suspended cards</source><translation>Ausgesetzte Karten durchsuchen</translation></message>
<message><source>Built with</source><translation>Erstellt mit</translation></message>
<message><source>Bulgarian</source><translation>Bulgarisch</translation></message>
<message><source>Buried</source><translation>Zurückgestellt</translation></message>
<message><source>Buried the note until tomorrow</source><translation>Notiz bis morgen zurückgestellt</translation></message>
<message><source>Buried until tomorrow</source><translation>Bis morgen zurückgestellt</translation></message>
<message><source>Buried until tomorrow.</source><translation>Bis morgen zurückgestellt.</translation></message>
<message numerus="yes"><source>Buried {count} cards until tomorrow</source><extracomment>For one: Buried 1 card until tomorrow</extracomment><translation><numerusform>1 Karte bis morgen zurückgestellt</numerusform><numerusform>{count} Karten bis morgen zurückgestellt</numerusform></translation></message>
<message><source>Bury &amp;note until tomorrow</source><translation>&amp;Notiz bis morgen zurückstellen</translation></message>
<message><source>Bury new cards</source><translation>Neue Karten zurückstellen</translation></message>
<message><source>Bury reviews</source><translation>Wiederholungen zurückstellen</translation></message>
<message><source>Bury until tomorrow</source><translation>Bis morgen zurückstellen</translation></message>
<message numerus="yes"><source>Bury {count} cards</source><extracomment>For one: Bury card</extracomment><translation><numerusform>Karte zurückstellen</numerusform><numerusform>{count} Karten zurückstellen</numerusform></translation></message>
<message><source>Burying</source><translation>Zurückstellen</translation></message>
<message><source>Burying cards</source><translation>Karten werden zurückgestellt</translation></message>
<message><source>By a search</source><translation>Nach Suche</translation></message>
<message><source>By a search or tag</source><translation>Nach Suche oder Schlagwort</translation></message>
<message><source>By this computer’s clock.</source><translation>Nach der Uhr dieses Computers.</translation></message>
<message><source>Byte {byte} of this line ({code}) is not UTF-8, so the file was read as {encoding}. If letters look wrong, save the file as UTF-8 and import it again.</source><translation>Byte {byte} dieser Zeile ({code}) ist kein UTF-8, daher wurde die Datei als {encoding} gelesen. Falls Buchstaben falsch aussehen, als UTF-8 speichern und noch einmal importieren.</translation></message>
<message><source>Byte {byte} of this line ({code}) is not UTF-8; it shows as � ({bad:,} in the file). Correct it and import again.</source><translation>Byte {byte} dieser Zeile ({code}) ist kein UTF-8 und erscheint als � ({bad:,} in der Datei). Berichtigen und noch einmal importieren.</translation></message>
<message><source>C&amp;ards</source><translation>K&amp;arten</translation></message>
<message><source>C&amp;ards (problems)</source><translation>K&amp;arten (Probleme)</translation></message>
<message><source>C&amp;hoose a picture…</source><translation>Bild &amp;wählen…</translation></message>
<message><source>C&amp;lose</source><translation>S&amp;chließen</translation></message>
<message><source>CP850 · Western, DOS</source><translation>CP850 · Westlich, DOS</translation></message>
<message><source>CP949 · Korean</source><translation>CP949 · Koreanisch</translation></message>
<message><source>Ca&amp;rd</source><translation>&amp;Karte</translation></message>
<message><source>Ca&amp;rds</source><translation>Ka&amp;rten</translation></message>
<message><source>Calculating what would change</source><translation>Änderungen werden berechnet</translation></message>
<message><source>Calculating what would change …</source><translation>Änderungen werden berechnet …</translation></message>
<message><source>Cancel</source><translation>Abbrechen</translation></message>
<message><source>Cancel the drawing, or close the window</source><translation>Zeichnung abbrechen oder Fenster schließen</translation></message>
<message><source>Cancelled.</source><translation>Abgebrochen.</translation></message>
<message><source>Cancelled; nothing of it was kept.</source><translation>Abgebrochen; nichts davon wurde behalten.</translation></message>
<message><source>Cannot undo: another computer also answered, changed or added these cards.</source><translation>Rückgängig machen ist nicht möglich: Auch ein anderer Computer hat diese Karten beantwortet, geändert oder hinzugefügt.</translation></message>
<message><source>Cantonese</source><translation>Kantonesisch</translation></message>
<message><source>Capital and small letters are alike. What differs is still shown.</source><translation>Groß- und Kleinbuchstaben gelten als gleich. Abweichungen werden trotzdem gezeigt.</translation></message>
<message><source>Card</source><translation>Karte</translation></message>
<message><source>Card 1</source><comment>a card of a note type</comment><translation>Karte 1</translation></message>
<message><source>Card 2</source><comment>a card of a note type</comment><translation>Karte 2</translation></message>
<message><source>Card states</source><translation>Kartenzustände</translation></message>
<message><source>Card {number}</source><translation>Karte {number}</translation></message>
<message><source>Card {number} of {count}</source><translation>Karte {number} von {count}</translation></message>
<message><source>Card {number}, “{term}”: {why}</source><translation>Karte {number}, „{term}“: {why}</translation></message>
<message><source>Card: {words}</source><translation>Karte: {words}</translation></message>
<message><source>Cards</source><translation>Karten</translation></message>
<message><source>Cards a day</source><translation>Karten am Tag</translation></message>
<message><source>Cards appear here when their article’s wording changes.</source><translation>Karten erscheinen hier, wenn sich der Wortlaut ihres Artikels ändert.</translation></message>
<message><source>Cards are not checked any more.</source><translation>Karten werden nicht mehr geprüft.</translation></message>
<message><source>Cards cannot be sorted by {order!r}.</source><translation>Karten lassen sich nicht nach {order!r} sortieren.</translation></message>
<message><source>Cards falling due</source><translation>Fällig werdende Karten</translation></message>
<message><source>Cards falling due: {days}</source><translation>Fällig werdende Karten: {days}</translation></message>
<message><source>Cards from articles</source><translation>Karten aus Artikeln</translation></message>
<message><source>Cards go to “{deck}”</source><translation>Karten kommen in „{deck}“</translation></message>
<message><source>Cards learned together do not stay together: 15 days become 13 to 17.</source><translation>Zusammen gelernte Karten bleiben nicht beisammen: Aus 15 Tagen werden 13 bis 17.</translation></message>
<message><source>Cards of one note are kept apart</source><translation>Karten einer Notiz werden getrennt gehalten</translation></message>
<message><source>Cards of one note can wait for different days, so that none gives the next away.</source><translation>Karten einer Notiz können auf verschiedene Tage warten, damit keine die nächste verrät.</translation></message>
<message><source>Cards of the article</source><translation>Karten des Artikels</translation></message>
<message><source>Cards on a pa&amp;ge</source><translation>Karten je Sei&amp;te</translation></message>
<message><source>Cards on a page</source><translation>Karten je Seite</translation></message>
<message><source>Cards remembered</source><translation>Behaltene Karten</translation></message>
<message><source>Cards that are forgotten again and again; most of them should be reworded.</source><translation>Karten, die immer wieder vergessen werden; die meisten sollten umformuliert werden.</translation></message>
<message><source>Cards that fall due soon are asked early, and the answers count.</source><translation>Bald fällige Karten werden früher abgefragt, und die Antworten zählen.</translation></message>
<message><source>Cards to answer in the next 30 days</source><translation>In den nächsten 30 Tagen zu beantwortende Karten</translation></message>
<message><source>Cards to chec&amp;k</source><translation>Zu &amp;prüfende Karten</translation></message>
<message><source>Cards to check</source><translation>Zu prüfende Karten</translation></message>
<message><source>Cards to cut out</source><translation>Karten zum Ausschneiden</translation></message>
<message><source>Cards to fold</source><translation>Karten zum Falten</translation></message>
<message><source>Cards to fold need an even number across.</source><translation>Karten zum Falten brauchen nebeneinander eine gerade Zahl.</translation></message>
<message><source>Cards you answer from now on skip these days too.</source><translation>Auch Karten, die Sie von jetzt an beantworten, überspringen diese Tage.</translation></message>
<message><source>Cards you rated Again are asked once more; the answer counts where a card is due, else it only trains.</source><translation>Mit „Nochmal“ bewertete Karten werden noch einmal abgefragt; die Antwort zählt, wenn eine Karte fällig ist, sonst übt sie nur.</translation></message>
<message><source>Cards you started today come first, then those that gain the most recall per second. The rest stay due.</source><translation>Zuerst kommen heute begonnene Karten, dann die, die je Sekunde am meisten bringen. Der Rest bleibt fällig.</translation></message>
<message><source>Caret (^)</source><translation>Zirkumflex (^)</translation></message>
<message><source>Catalan</source><translation>Katalanisch</translation></message>
<message><source>Catch &amp;up after a break</source><translation>Nach einer Pause &amp;aufholen</translation></message>
<message><source>Catch-&amp;up</source><translation>A&amp;ufholen</translation></message>
<message><source>Catch-up</source><translation>Aufholplan</translation></message>
<message numerus="yes"><source>Catch-up over {count} days</source><extracomment>For one: Catch-up over {count} day</extracomment><translation><numerusform>Aufholplan über {count} Tag</numerusform><numerusform>Aufholplan über {count} Tage</numerusform></translation></message>
<message><source>Catch-up over {days}</source><translation>Aufholplan über {days}</translation></message>
<message><source>Catch-up “{name}”</source><translation>Aufholplan „{name}“</translation></message>
<message><source>Catch-ups</source><translation>Aufholpläne</translation></message>
<message><source>Cells hold Markdown or HT&amp;ML</source><translation>Zellen enthalten Markdown oder HT&amp;ML</translation></message>
<message><source>Change &amp;priority</source><translation>&amp;Priorität ändern</translation></message>
<message><source>Change &amp;weekly portion</source><translation>&amp;Wochenpensum ändern</translation></message>
<message><source>Change and remove</source><translation>Ändern und entfernen</translation></message>
<message><source>Change direction of field</source><translation>Schreibrichtung des Feldes ändern</translation></message>
<message><source>Change font of field</source><translation>Schrift des Feldes ändern</translation></message>
<message><source>Change it by hand.</source><translation>Von Hand ändern.</translation></message>
<message><source>Change its note type so that the front shows a field.</source><translation>Ihren Notiztyp so ändern, dass die Vorderseite ein Feld zeigt.</translation></message>
<message><source>Change language of field</source><translation>Sprache des Feldes ändern</translation></message>
<message><source>Change limits</source><translation>Limits ändern</translation></message>
<message><source>Change note t&amp;ype…</source><translation>Notizt&amp;yp ändern…</translation></message>
<message><source>Change note type</source><translation>Notiztyp ändern</translation></message>
<message><source>Change note type…</source><translation>Notiztyp ändern…</translation></message>
<message><source>Change options</source><translation>Optionen ändern</translation></message>
<message><source>Change session</source><translation>Sitzung ändern</translation></message>
<message><source>Change size of field</source><translation>Schriftgröße des Feldes ändern</translation></message>
<message><source>Change the note type? {effect}</source><translation>Notiztyp ändern? {effect}</translation></message>
<message><source>Change the note’s type</source><translation>Typ der Notiz ändern</translation></message>
<message><source>Change the permissions of the folder, or choose another one.</source><translation>Die Zugriffsrechte des Ordners ändern oder einen anderen wählen.</translation></message>
<message><source>Change the type of some of them first.</source><translation>Zuerst den Typ einiger davon ändern.</translation></message>
<message numerus="yes"><source>Change type of {count} notes</source><extracomment>For one: Change note type</extracomment><translation><numerusform>Notiztyp ändern</numerusform><numerusform>Typ von {count} Notizen ändern</numerusform></translation></message>
<message><source>Changed</source><translation>Geändert</translation></message>
<message><source>Changed elsewhere meanwhile, to {kept}.</source><translation>Inzwischen anderswo geändert, auf {kept}.</translation></message>
<message><source>Changed elsewhere meanwhile. Look once more: what you decided stands</source><translation>Inzwischen anderswo geändert. Sehen Sie noch einmal hin: Was Sie entschieden haben, gilt weiter</translation></message>
<message><source>Changed in the article: check this card.</source><translation>Im Artikel geändert: diese Karte prüfen.</translation></message>
<message><source>Changed like this, the note no longer makes them. Undo brings them back, and so does changing the note back within {days} days.</source><translation>So geändert, ergibt die Notiz sie nicht mehr. Rückgängigmachen bringt sie zurück, ebenso das Zurückändern der Notiz binnen {days} Tagen.</translation></message>
<message><source>Changed on two computers</source><translation>Auf zwei Computern geändert</translation></message>
<message><source>Changed on {device} meanwhile. Yours stands, the other text will be in the note’s history.</source><translation>Inzwischen auf {device} geändert. Ihr Text gilt, der andere kommt in den Verlauf der Notiz.</translation></message>
<message numerus="yes"><source>Changed the type of {count} notes</source><extracomment>For one: Changed the type of {count} note</extracomment><translation><numerusform>Typ von {count} Notiz geändert</numerusform><numerusform>Typ von {count} Notizen geändert</numerusform></translation></message>
<message><source>Changed: {title}</source><translation>Geändert: {title}</translation></message>
<message><source>Changes</source><translation>Änderungen</translation></message>
<message numerus="yes"><source>Changes {count} notes</source><extracomment>For one: Changes {count} note</extracomment><translation><numerusform>Ändert {count} Notiz</numerusform><numerusform>Ändert {count} Notizen</numerusform></translation></message>
<message><source>Changing note type</source><translation>Notiztyp wird geändert</translation></message>
<message><source>Changing tags</source><translation>Schlagwörter werden geändert</translation></message>
<message><source>Chec&amp;k spelling while writing</source><translation>Rechtschreibung beim Schreiben &amp;prüfen</translation></message>
<message><source>Check &amp;now</source><translation>Jetzt &amp;prüfen</translation></message>
<message><source>Check cards while writing</source><translation>Karten beim Schreiben prüfen</translation></message>
<message><source>Check cards while writing, or not</source><translation>Karten beim Schreiben prüfen oder nicht</translation></message>
<message><source>Check collection</source><translation>Sammlung prüfen</translation></message>
<message><source>Check it</source><translation>Prüfen</translation></message>
<message><source>Check it in Anki (Tools &gt; Check Database), and export it again.</source><translation>In Anki prüfen (Extras &gt; Datenbank prüfen) und noch einmal exportieren.</translation></message>
<message><source>Check it in the program it comes from, and export it again.</source><translation>Im Herkunftsprogramm prüfen und noch einmal exportieren.</translation></message>
<message><source>Check its drive or its service, and sync again.</source><translation>Sein Laufwerk oder seinen Dienst prüfen und noch einmal abgleichen.</translation></message>
<message><source>Check its permissions.</source><translation>Die Zugriffsrechte prüfen.</translation></message>
<message><source>Check spelling</source><translation>Rechtschreibung prüfen</translation></message>
<message><source>Check that it, its folder and its drive are there and that you may write to them.</source><translation>Prüfen, ob Datei, Ordner und Laufwerk vorhanden und beschreibbar sind.</translation></message>
<message><source>Check that the drive is still connected; if it happens again, copy the collection to another drive.</source><translation>Prüfen, ob das Laufwerk noch verbunden ist; bei einem weiteren Fehler die Sammlung auf ein anderes Laufwerk kopieren.</translation></message>
<message><source>Check that the file and its folder belong to you.</source><translation>Prüfen, ob die Datei und ihr Ordner Ihnen gehören.</translation></message>
<message><source>Check that there is room on the disk.</source><translation>Prüfen, ob auf dem Datenträger Platz ist.</translation></message>
<message><source>Check the address and the model’s name in the preferences.</source><translation>Adresse und Name des Modells in den Einstellungen prüfen.</translation></message>
<message><source>Check the address for name and password, or ask whoever looks after the hub. What you learned is safe here.</source><translation>Prüfen Sie Namen und Passwort in der Adresse, oder fragen Sie die Verwaltung des Verteilers. Was Sie gelernt haben, ist hier sicher.</translation></message>
<message><source>Check the collect&amp;ion</source><translation>Sammlung &amp;prüfen</translation></message>
<message><source>Check the collection: *Check collection*, or “flashcards check”.</source><translation>Die Sammlung prüfen: *Sammlung prüfen*, oder „flashcards check“.</translation></message>
<message><source>Check the connection and the address. What you learned is safe here.</source><translation>Prüfen Sie die Verbindung und die Adresse. Was Sie gelernt haben, ist hier sicher.</translation></message>
<message><source>Check the folder’s permissions.</source><translation>Die Zugriffsrechte des Ordners prüfen.</translation></message>
<message><source>Check the name of the file.</source><translation>Den Namen der Datei prüfen.</translation></message>
<message><source>Check the name.</source><translation>Den Namen prüfen.</translation></message>
<message><source>Check the permissions of the file and its folder, and that the drive is not read-only.</source><translation>Die Zugriffsrechte der Datei und ihres Ordners prüfen und ob das Laufwerk schreibgeschützt ist.</translation></message>
<message><source>Check the server, and sync again.</source><translation>Prüfen Sie den Server, und gleichen Sie noch einmal ab.</translation></message>
<message><source>Check the spelling.</source><translation>Die Schreibweise prüfen.</translation></message>
<message><source>Check watched folders &amp;now</source><translation>Überwachte Ordner jetzt &amp;prüfen</translation></message>
<message><source>Check whether it was moved or renamed. To begin a new one, type: flashcards --collection FILE</source><translation>Prüfen, ob sie verschoben oder umbenannt wurde. Eine neue beginnt mit: flashcards --collection FILE</translation></message>
<message><source>Check who owns it and its permissions.</source><translation>Eigentümer und Zugriffsrechte prüfen.</translation></message>
<message><source>Check words in C&amp;APITALS too</source><translation>Auch Wörter in &amp;GROSSBUCHSTABEN prüfen</translation></message>
<message><source>Checking</source><translation>Wird geprüft</translation></message>
<message><source>Checking again</source><translation>Wird nochmals geprüft</translation></message>
<message><source>Checking the collection</source><translation>Sammlung wird geprüft</translation></message>
<message><source>Chinese</source><translation>Chinesisch</translation></message>
<message><source>Chinese, simplified</source><translation>Chinesisch, vereinfacht</translation></message>
<message><source>Chinese, traditional</source><translation>Chinesisch, traditionell</translation></message>
<message><source>Choose &amp;FSRS for this deck…</source><translation>&amp;FSRS für diesen Stapel wählen…</translation></message>
<message><source>Choose &amp;all</source><translation>&amp;Alle wählen</translation></message>
<message><source>Choose &amp;other files…</source><translation>&amp;Andere Dateien wählen…</translation></message>
<message><source>Choose FSRS f&amp;or this deck…</source><translation>FSRS &amp;für diesen Stapel wählen…</translation></message>
<message><source>Choose a &amp;file…</source><translation>&amp;Datei wählen…</translation></message>
<message><source>Choose a &amp;folder…</source><translation>&amp;Ordner wählen…</translation></message>
<message><source>Choose a Markdown deck (.md) or a table (.csv, .tsv, .txt).</source><translation>Einen Markdown-Stapel (.md) oder eine Tabelle (.csv, .tsv, .txt) wählen.</translation></message>
<message><source>Choose a backup.</source><translation>Eine Sicherung wählen.</translation></message>
<message><source>Choose a day after today.</source><translation>Einen Tag nach heute wählen.</translation></message>
<message><source>Choose a deck above to see how many cards switching would move.</source><translation>Oben einen Stapel wählen, um zu sehen, wie viele Karten ein Wechsel verschöbe.</translation></message>
<message><source>Choose a deck file.</source><translation>Eine Stapeldatei wählen.</translation></message>
<message><source>Choose a deck first, with the arrow keys or a click</source><translation>Zuerst mit den Pfeiltasten oder per Klick einen Stapel wählen</translation></message>
<message><source>Choose a file ending in .apkg, .colpkg, .anki2 or .anki21.</source><translation>Eine Datei mit der Endung .apkg, .colpkg, .anki2 oder .anki21 wählen.</translation></message>
<message><source>Choose a file that it exported as JSON.</source><translation>Eine Datei wählen, die es als JSON exportiert hat.</translation></message>
<message><source>Choose a file that it exported.</source><translation>Eine Datei wählen, die es exportiert hat.</translation></message>
<message><source>Choose a file that this program exported.</source><translation>Eine Datei wählen, die dieses Programm exportiert hat.</translation></message>
<message><source>Choose a file with an article.</source><translation>Eine Datei mit einem Artikel wählen.</translation></message>
<message><source>Choose a file with sentences in it.</source><translation>Eine Datei wählen, in der Sätze stehen.</translation></message>
<message><source>Choose a folder that Syncthing, Dropbox, Nextcloud, a USB stick or the like brings to your other computers, and choose it there, too. Cards, reviews and edits of all of them come together by themselves, also when they were made offline at the same time.</source><translation>Wählen Sie einen Ordner, den Syncthing, Dropbox, Nextcloud, ein USB-Stick oder Ähnliches auf Ihre anderen Computer bringt, und wählen Sie ihn auch dort. Karten, Wiederholungen und Änderungen von allen kommen von selbst zusammen, auch wenn sie gleichzeitig ohne Netz entstanden sind.</translation></message>
<message><source>Choose a note type that is there, and the columns it takes.</source><translation>Wählen Sie einen vorhandenen Notiztyp und die Spalten, die er nimmt.</translation></message>
<message><source>Choose a package of Anki's.</source><translation>Ein Anki-Paket wählen.</translation></message>
<message><source>Choose a picture</source><translation>Bild wählen</translation></message>
<message><source>Choose a picture first.</source><translation>Zuerst ein Bild wählen.</translation></message>
<message><source>Choose a picture, sound or video.</source><translation>Bild, Ton oder Video wählen.</translation></message>
<message><source>Choose a picture…</source><translation>Bild wählen…</translation></message>
<message><source>Choose a place outside it.</source><translation>Einen Ort außerhalb wählen.</translation></message>
<message><source>Choose a shape to cover something. Tab goes from mask to mask.</source><translation>Eine Form wählen, um etwas zu verdecken. Tab geht von Maske zu Maske.</translation></message>
<message><source>Choose a text, Markdown, HTML, Word (.docx), PDF or EPUB file.</source><translation>Eine Datei in Text, Markdown, HTML, Word (.docx), PDF oder EPUB wählen.</translation></message>
<message><source>Choose a&amp;n article…</source><translation>Artikel &amp;wählen…</translation></message>
<message><source>Choose again what becomes of fields and cards.</source><translation>Noch einmal wählen, was aus Feldern und Karten wird.</translation></message>
<message><source>Choose again which card has which history.</source><translation>Noch einmal wählen, welche Karte welchen Verlauf hat.</translation></message>
<message><source>Choose all that are right.</source><translation>Alle richtigen auswählen.</translation></message>
<message><source>Choose another deck to continue.</source><translation>Zum Weitermachen einen anderen Stapel wählen.</translation></message>
<message><source>Choose another deck, or another kind of study.</source><translation>Einen anderen Stapel oder eine andere Lernart wählen.</translation></message>
<message><source>Choose another deck.</source><translation>Einen anderen Stapel wählen.</translation></message>
<message><source>Choose another encoding.</source><translation>Eine andere Zeichenkodierung wählen.</translation></message>
<message><source>Choose another folder.</source><translation>Einen anderen Ordner wählen.</translation></message>
<message><source>Choose another name.</source><translation>Einen anderen Namen wählen.</translation></message>
<message><source>Choose another one.</source><translation>Eine andere wählen.</translation></message>
<message><source>Choose another place, or free some space.</source><translation>Einen anderen Ort wählen oder Platz schaffen.</translation></message>
<message><source>Choose another place.</source><translation>Einen anderen Ort wählen.</translation></message>
<message><source>Choose another size, or 0 for the usual one.</source><translation>Eine andere Größe wählen oder 0 für die übliche.</translation></message>
<message><source>Choose at least one of the article’s cards.</source><translation>Mindestens eine der Karten des Artikels wählen.</translation></message>
<message><source>Choose below as what it is to be read, or see the deck format in the manual.</source><translation>Unten wählen, als was es gelesen werden soll, oder das Stapelformat im Handbuch nachschlagen.</translation></message>
<message><source>Choose card</source><translation>Karte wählen</translation></message>
<message><source>Choose cards</source><translation>Karten wählen</translation></message>
<message><source>Choose col&amp;umns…</source><translation>S&amp;palten wählen…</translation></message>
<message><source>Choose days to come.</source><translation>Kommende Tage wählen.</translation></message>
<message><source>Choose deck of article</source><translation>Stapel des Artikels wählen</translation></message>
<message><source>Choose default.db in Mnemosyne’s folder, or a .cards file that it exported.</source><translation>Die default.db im Ordner von Mnemosyne wählen oder eine .cards-Datei, die es exportiert hat.</translation></message>
<message><source>Choose fewer days.</source><translation>Weniger Tage wählen.</translation></message>
<message><source>Choose fewer new cards a day or fewer days.</source><translation>Weniger neue Karten am Tag oder weniger Tage wählen.</translation></message>
<message><source>Choose files to import, or drop them here</source><translation>Dateien zum Importieren wählen oder hier ablegen</translation></message>
<message><source>Choose how ma&amp;ny minutes</source><translation>Minuten&amp;zahl wählen</translation></message>
<message><source>Choose it for one of them.</source><translation>Das nur für eine von ihnen wählen.</translation></message>
<message><source>Choose more days, or another deck or search.</source><translation>Mehr Tage oder einen anderen Stapel oder eine andere Suche wählen.</translation></message>
<message><source>Choose more days, or another deck.</source><translation>Mehr Tage oder einen anderen Stapel wählen.</translation></message>
<message><source>Choose one of the listed ones.</source><translation>Eine der aufgeführten wählen.</translation></message>
<message><source>Choose one of {orders}.</source><translation>Eines von {orders} wählen.</translation></message>
<message><source>Choose option 1</source><translation>Antwort 1 wählen</translation></message>
<message><source>Choose option 10</source><translation>Antwort 10 wählen</translation></message>
<message><source>Choose option 11</source><translation>Antwort 11 wählen</translation></message>
<message><source>Choose option 12</source><translation>Antwort 12 wählen</translation></message>
<message><source>Choose option 13</source><translation>Antwort 13 wählen</translation></message>
<message><source>Choose option 14</source><translation>Antwort 14 wählen</translation></message>
<message><source>Choose option 15</source><translation>Antwort 15 wählen</translation></message>
<message><source>Choose option 16</source><translation>Antwort 16 wählen</translation></message>
<message><source>Choose option 17</source><translation>Antwort 17 wählen</translation></message>
<message><source>Choose option 18</source><translation>Antwort 18 wählen</translation></message>
<message><source>Choose option 19</source><translation>Antwort 19 wählen</translation></message>
<message><source>Choose option 2</source><translation>Antwort 2 wählen</translation></message>
<message><source>Choose option 20</source><translation>Antwort 20 wählen</translation></message>
<message><source>Choose option 21</source><translation>Antwort 21 wählen</translation></message>
<message><source>Choose option 22</source><translation>Antwort 22 wählen</translation></message>
<message><source>Choose option 23</source><translation>Antwort 23 wählen</translation></message>
<message><source>Choose option 24</source><translation>Antwort 24 wählen</translation></message>
<message><source>Choose option 25</source><translation>Antwort 25 wählen</translation></message>
<message><source>Choose option 26</source><translation>Antwort 26 wählen</translation></message>
<message><source>Choose option 3</source><translation>Antwort 3 wählen</translation></message>
<message><source>Choose option 4</source><translation>Antwort 4 wählen</translation></message>
<message><source>Choose option 5</source><translation>Antwort 5 wählen</translation></message>
<message><source>Choose option 6</source><translation>Antwort 6 wählen</translation></message>
<message><source>Choose option 7</source><translation>Antwort 7 wählen</translation></message>
<message><source>Choose option 8</source><translation>Antwort 8 wählen</translation></message>
<message><source>Choose option 9</source><translation>Antwort 9 wählen</translation></message>
<message><source>Choose preset</source><translation>Voreinstellung wählen</translation></message>
<message><source>Choose the deck.json that CrowdAnki wrote; it has notes or subdecks in it.</source><translation>Die deck.json wählen, die CrowdAnki geschrieben hat; darin stehen Notizen oder Unterstapel.</translation></message>
<message><source>Choose the folder used so far, or wait until your service has brought its files. If they were deleted, or you want to use this folder from now on, leave and join again. Everything here is then copied there.</source><translation>Wählen Sie den bisherigen Ordner oder warten Sie, bis Ihr Dienst seine Dateien gebracht hat. Wurden sie gelöscht oder wollen Sie von jetzt an diesen Ordner verwenden, treten Sie aus und neu bei. Alles, was hier ist, wird dann dorthin kopiert.</translation></message>
<message><source>Choosing cards</source><translation>Karten werden ausgewählt</translation></message>
<message><source>Choosing cards…</source><translation>Karten werden ausgewählt…</translation></message>
<message><source>Clear</source><translation>Leeren</translation></message>
<message><source>Clear formatting</source><translation>Formatierung entfernen</translation></message>
<message><source>Click each corner, then the first one again; Enter puts one in the middle.</source><translation>Jede Ecke anklicken, dann noch einmal die erste; Eingabe setzt eine in die Mitte.</translation></message>
<message><source>Click where the text is to stand; Enter puts it in the middle.</source><translation>Dorthin klicken, wo der Text stehen soll; Eingabe setzt ihn in die Mitte.</translation></message>
<message><source>Cloc&amp;k stops after</source><translation>&amp;Uhr hält an nach</translation></message>
<message><source>Close</source><translation>Schließen</translation></message>
<message><source>Close Anki and try again.</source><translation>Anki schließen und noch einmal versuchen.</translation></message>
<message><source>Close Flashcards and keep a copy of the file.</source><translation>Flashcards schließen und eine Kopie der Datei aufheben.</translation></message>
<message><source>Close Mnemosyne and try again.</source><translation>Mnemosyne schließen und noch einmal versuchen.</translation></message>
<message><source>Close it (a backup or sync program may be at work) and try again.</source><translation>Dieses schließen (vielleicht arbeitet ein Sicherungs- oder Synchronisierungsprogramm) und noch einmal versuchen.</translation></message>
<message><source>Close it first.</source><translation>Zuerst schließen.</translation></message>
<message><source>Close it there first.</source><translation>Zuerst dort schließen.</translation></message>
<message><source>Close other programs and try again.</source><translation>Andere Programme schließen und noch einmal versuchen.</translation></message>
<message><source>Close the window</source><translation>Fenster schließen</translation></message>
<message><source>Close this window, then open it again.</source><translation>Dieses Fenster schließen und wieder öffnen.</translation></message>
<message><source>Cloze</source><translation>Lückentext</translation></message>
<message><source>Cloze notes and other notes cannot be merged.</source><translation>Lückentext-Notizen und andere Notizen lassen sich nicht zusammenführen.</translation></message>
<message><source>Cloze {number}</source><translation>Lücke {number}</translation></message>
<message><source>Cloze</source><comment>a card of a note type</comment><translation>Lücke</translation></message>
<message><source>Cloze</source><comment>a key that makes one</comment><translation>Lücke</translation></message>
<message><source>Cloze</source><comment>a note type</comment><translation>Lückentext</translation></message>
<message><source>Co&amp;llection</source><translation>&amp;Sammlung</translation></message>
<message><source>Code</source><translation>Code</translation></message>
<message><source>Collection</source><translation>Sammlung</translation></message>
<message><source>Collection: {path}</source><translation>Sammlung: {path}</translation></message>
<message><source>Collections</source><translation>Sammlungen</translation></message>
<message><source>Colon (:)</source><translation>Doppelpunkt (:)</translation></message>
<message><source>Colour contrast</source><translation>Farbkontrast</translation></message>
<message><source>Column</source><translation>Spalte</translation></message>
<message><source>Column: answer</source><translation>Spalte: Antwort</translation></message>
<message><source>Column: card</source><translation>Spalte: Karte</translation></message>
<message><source>Column: changed</source><translation>Spalte: Geändert</translation></message>
<message><source>Column: created</source><translation>Spalte: Erstellt</translation></message>
<message><source>Column: deck</source><translation>Spalte: Stapel</translation></message>
<message><source>Column: difficulty</source><translation>Spalte: Schwierigkeit</translation></message>
<message><source>Column: due</source><translation>Spalte: Fällig</translation></message>
<message><source>Column: ease</source><translation>Spalte: Leichtigkeit</translation></message>
<message><source>Column: flag</source><translation>Spalte: Fähnchen</translation></message>
<message><source>Column: interval</source><translation>Spalte: Abstand</translation></message>
<message><source>Column: lapses</source><translation>Spalte: Vergessen</translation></message>
<message><source>Column: note type</source><translation>Spalte: Notiztyp</translation></message>
<message><source>Column: question</source><translation>Spalte: Frage</translation></message>
<message><source>Column: retrievability</source><translation>Spalte: Abrufbarkeit</translation></message>
<message><source>Column: reviews</source><translation>Spalte: Wiederholungen</translation></message>
<message><source>Column: stability</source><translation>Spalte: Stabilität</translation></message>
<message><source>Column: state</source><translation>Spalte: Zustand</translation></message>
<message><source>Column: tags</source><translation>Spalte: Schlagwörter</translation></message>
<message><source>Columns</source><translation>Spalten</translation></message>
<message><source>Comma (,)</source><translation>Komma (,)</translation></message>
<message><source>Command</source><translation>Befehl</translation></message>
<message><source>Command palette</source><translation>Befehlspalette</translation></message>
<message><source>Comments</source><comment>a field of a note</comment><translation>Kommentare</translation></message>
<message><source>Common ones are utf-8, utf-16, cp1252 and cp1251.</source><translation>Gebräuchlich sind utf-8, utf-16, cp1252 und cp1251.</translation></message>
<message><source>Compact side&amp;bar</source><translation>Ko&amp;mpakte Seitenleiste</translation></message>
<message><source>Computer</source><translation>Computer</translation></message>
<message><source>Con&amp;trast</source><translation>Kon&amp;trast</translation></message>
<message><source>Connect its drive, or choose another folder.</source><translation>Sein Laufwerk verbinden oder einen anderen Ordner wählen.</translation></message>
<message><source>Content</source><translation>Inhalt</translation></message>
<message><source>Continue</source><translation>Weiter</translation></message>
<message><source>Continue an &amp;unfinished article</source><translation>&amp;Unfertigen Artikel fortsetzen</translation></message>
<message><source>Continue with {title}</source><translation>Mit {title} weitermachen</translation></message>
<message><source>Contrast</source><translation>Gegensatz</translation></message>
<message><source>Contrasts</source><translation>Gegensätze</translation></message>
<message><source>Cop&amp;y the history</source><translation>Verlauf &amp;kopieren</translation></message>
<message><source>Cop&amp;y versions</source><translation>Versionen &amp;kopieren</translation></message>
<message><source>Copied</source><translation>Kopiert</translation></message>
<message><source>Copied the history</source><translation>Verlauf kopiert</translation></message>
<message><source>Copy an article first, then paste it here.</source><translation>Zuerst einen Artikel kopieren, dann hier einfügen.</translation></message>
<message><source>Copy it again.</source><translation>Noch einmal kopieren.</translation></message>
<message><source>Copy the file, delete one of the names, and open the copy.</source><translation>Die Datei kopieren, einen der Namen löschen und die Kopie öffnen.</translation></message>
<message><source>Copy the path: {what}</source><translation>Pfad kopieren: {what}</translation></message>
<message><source>Corner {number} of {count}, card {card}</source><translation>Ecke {number} von {count}, Karte {card}</translation></message>
<message><source>Correct r&amp;ating…</source><translation>Bewertung be&amp;richtigen…</translation></message>
<message><source>Correct rating</source><translation>Bewertung berichtigen</translation></message>
<message><source>Correct to &amp;0: blackout</source><translation>Auf &amp;0 berichtigen: nichts gewusst</translation></message>
<message><source>Correct to &amp;1: again</source><translation>Auf &amp;1 berichtigen: nochmal</translation></message>
<message><source>Correct to &amp;2: hard / almost</source><translation>Auf &amp;2 berichtigen: schwer / fast</translation></message>
<message><source>Correct to &amp;3: good / hard</source><translation>Auf &amp;3 berichtigen: gut / schwer</translation></message>
<message><source>Correct to &amp;4: easy / good</source><translation>Auf &amp;4 berichtigen: einfach / gut</translation></message>
<message><source>Correct to &amp;5: easy</source><translation>Auf &amp;5 berichtigen: einfach</translation></message>
<message><source>Correct to &amp;{number}: {word}</source><translation>Auf &amp;{number} berichtigen: {word}</translation></message>
<message><source>Corrected on {day} from {answer}.</source><translation>Am {day} berichtigt; vorher „{answer}“.</translation></message>
<message><source>Corrected on {day} to {answer}; this one does not count.</source><translation>Am {day} auf „{answer}“ berichtigt; diese Antwort zählt nicht.</translation></message>
<message><source>Corrected to {word}</source><translation>Auf „{word}“ berichtigt</translation></message>
<message><source>Counting cards</source><translation>Karten werden gezählt</translation></message>
<message><source>Counting notes</source><translation>Notizen werden gezählt</translation></message>
<message><source>Counting…</source><translation>Wird gezählt…</translation></message>
<message><source>Cram</source><translation>Pauken</translation></message>
<message><source>Cram, without rescheduling</source><translation>Pauken, ohne neu zu planen</translation></message>
<message><source>Create</source><translation>Erstellen</translation></message>
<message><source>Create a deck from an a&amp;rticle</source><translation>Stapel aus einem A&amp;rtikel erstellen</translation></message>
<message><source>Create an em&amp;pty deck</source><translation>&amp;Leeren Stapel anlegen</translation></message>
<message><source>Created</source><translation>Erstellt</translation></message>
<message><source>Croatian</source><translation>Kroatisch</translation></message>
<message><source>CrowdAnki</source><translation>CrowdAnki</translation></message>
<message><source>CrowdAnki: folder as a zip</source><translation>CrowdAnki: Ordner als Zip</translation></message>
<message><source>Ctrl+C came too late to cancel anything: all of it was done and saved.</source><translation>Strg+C kam zu spät, um etwas abzubrechen: Alles ist getan und gespeichert.</translation></message>
<message><source>Cust&amp;om study</source><translation>Indi&amp;viduell lernen</translation></message>
<message><source>Custom study has more: cards due soon, or the ones you forgot lately.</source><translation>„Individuell lernen“ bietet mehr: bald fällige oder kürzlich vergessene Karten.</translation></message>
<message><source>Czech</source><translation>Tschechisch</translation></message>
<message><source>D&amp;eck</source><translation>Sta&amp;pel</translation></message>
<message><source>D&amp;uplicate note type</source><translation>Notiztyp &amp;duplizieren</translation></message>
<message><source>Da&amp;rk</source><translation>Dun&amp;kel</translation></message>
<message><source>Da&amp;y</source><translation>Ta&amp;g</translation></message>
<message><source>Da&amp;ys</source><translation>Ta&amp;ge</translation></message>
<message><source>Daily limits</source><translation>Tageslimits</translation></message>
<message><source>Danish</source><translation>Dänisch</translation></message>
<message><source>Date of the exam</source><translation>Datum der Prüfung</translation></message>
<message><source>Day</source><translation>Tag</translation></message>
<message><source>Days</source><translation>Tage</translation></message>
<message><source>Days back</source><translation>Vergangene Tage</translation></message>
<message><source>Days begi&amp;n at {time}, as in Anki</source><translation>Tage &amp;beginnen um {time}, wie in Anki</translation></message>
<message><source>Days from today</source><translation>Tage ab heute</translation></message>
<message><source>Days to come</source><translation>Kommende Tage</translation></message>
<message><source>De&amp;lete</source><translation>Lösc&amp;hen</translation></message>
<message><source>De&amp;lete deck</source><translation>Stapel &amp;löschen</translation></message>
<message><source>De&amp;lete note type</source><translation>Notiztyp &amp;löschen</translation></message>
<message><source>De&amp;lete or remove</source><translation>&amp;Löschen oder entfernen</translation></message>
<message><source>De&amp;lete preset</source><translation>Voreinstellung &amp;löschen</translation></message>
<message><source>De&amp;lete the session</source><translation>Sitzung &amp;löschen</translation></message>
<message><source>Debian has no package of it. The self-contained package has it inside: see {home_page}.</source><translation>Debian hat kein Paket davon. Das eigenständige Paket enthält es: siehe {home_page}.</translation></message>
<message><source>Debian package</source><translation>Debian-Paket</translation></message>
<message><source>Dec&amp;k</source><translation>&amp;Stapel</translation></message>
<message><source>Decide in the window, or for all with --take file, here or both.</source><translation>Im Fenster entscheiden oder für alle mit --take file, here oder both.</translation></message>
<message><source>Decide in the window, or with --missing delete or --missing restore.</source><translation>Im Fenster entscheiden oder mit --missing delete oder --missing restore.</translation></message>
<message><source>Decision</source><translation>Entscheidung</translation></message>
<message><source>Deck</source><translation>Stapel</translation></message>
<message><source>Deck &amp;name</source><translation>&amp;Name des Stapels</translation></message>
<message><source>Deck &amp;options</source><translation>Stapel&amp;optionen</translation></message>
<message><source>Deck name</source><translation>Stapelname</translation></message>
<message><source>Deck opt&amp;ions</source><translation>Stapel&amp;optionen</translation></message>
<message><source>Deck options</source><translation>Stapeloptionen</translation></message>
<message><source>Deck options and daily limits</source><translation>Stapeloptionen und Tageslimits</translation></message>
<message><source>Deck options: {deck}</source><translation>Stapeloptionen: {deck}</translation></message>
<message><source>Deck that has a holiday</source><translation>Stapel, der Urlaub hat</translation></message>
<message><source>Deck the exam is about</source><translation>Stapel, um den es in der Prüfung geht</translation></message>
<message><source>Deck to catch up with</source><translation>Stapel zum Aufholen</translation></message>
<message><source>Deck to study</source><translation>Zu lernender Stapel</translation></message>
<message><source>Deck “{name}”</source><translation>Stapel „{name}“</translation></message>
<message><source>Decks</source><translation>Stapel</translation></message>
<message><source>Decks and articles that come in fill the field “{name}”.</source><translation>Importierte Stapel und Artikel füllen das Feld „{name}“.</translation></message>
<message><source>Decks and tables</source><translation>Stapel und Tabellen</translation></message>
<message><source>Decks need one.</source><translation>Stapel brauchen eine.</translation></message>
<message><source>Decks that come</source><translation>Enthaltene Stapel</translation></message>
<message><source>Decre&amp;ase card text size</source><translation>Kartentext &amp;kleiner</translation></message>
<message><source>Default: {default}.</source><translation>Standardwert: {default}.</translation></message>
<message><source>Default</source><comment>a preset</comment><translation>Standard</translation></message>
<message><source>Definition</source><comment>a field of a note</comment><translation>Definition</translation></message>
<message><source>Delete</source><translation>Löschen</translation></message>
<message><source>Delete &amp;all unanswered…</source><translation>Alle &amp;unbeantworteten löschen…</translation></message>
<message><source>Delete deck</source><translation>Stapel löschen</translation></message>
<message><source>Delete for &amp;good…</source><translation>&amp;Endgültig löschen…</translation></message>
<message><source>Delete for good</source><translation>Endgültig löschen</translation></message>
<message><source>Delete it from the file t&amp;oo</source><translation>Auch in der Datei l&amp;öschen</translation></message>
<message><source>Delete it here t&amp;oo</source><translation>Auch hier &amp;löschen</translation></message>
<message><source>Delete note type</source><translation>Notiztyp löschen</translation></message>
<message><source>Delete preset</source><translation>Voreinstellung löschen</translation></message>
<message><source>Delete search</source><translation>Suche löschen</translation></message>
<message><source>Delete session</source><translation>Sitzung löschen</translation></message>
<message><source>Delete tag</source><translation>Schlagwort löschen</translation></message>
<message><source>Delete the deck “{deck}”?</source><translation>Stapel „{deck}“ löschen?</translation></message>
<message numerus="yes"><source>Delete the {count} other notes?</source><extracomment>For one: Delete the other note?</extracomment><translation><numerusform>Die andere Notiz löschen?</numerusform><numerusform>Die {count} anderen Notizen löschen?</numerusform></translation></message>
<message><source>Delete them by hand if you do not want them.</source><translation>Von Hand löschen, wenn sie nicht gewünscht sind.</translation></message>
<message><source>Delete these notes or change their type first.</source><translation>Zuerst diese Notizen löschen oder ihren Typ ändern.</translation></message>
<message numerus="yes"><source>Delete {count} empty cards</source><extracomment>For one: Delete empty card</extracomment><translation><numerusform>Leere Karte löschen</numerusform><numerusform>{count} leere Karten löschen</numerusform></translation></message>
<message numerus="yes"><source>Delete {count} empty cards?</source><extracomment>For one: Delete {count} empty card?</extracomment><translation><numerusform>{count} leere Karte löschen?</numerusform><numerusform>{count} leere Karten löschen?</numerusform></translation></message>
<message numerus="yes"><source>Delete {count} media files</source><extracomment>For one: Delete media file</extracomment><translation><numerusform>Mediendatei löschen</numerusform><numerusform>{count} Mediendateien löschen</numerusform></translation></message>
<message numerus="yes"><source>Delete {count} notes</source><extracomment>For one: Delete note</extracomment><translation><numerusform>Notiz löschen</numerusform><numerusform>{count} Notizen löschen</numerusform></translation></message>
<message numerus="yes"><source>Delete {count} notes?</source><extracomment>For one: Delete {count} note?</extracomment><translation><numerusform>{count} Notiz löschen?</numerusform><numerusform>{count} Notizen löschen?</numerusform></translation></message>
<message><source>Delete “{what}” for good?</source><translation>„{what}“ endgültig löschen?</translation></message>
<message><source>Deleted decks, notes and media files stay here for {days} days.</source><translation>Gelöschte Stapel, Notizen und Mediendateien bleiben hier {days} Tage lang.</translation></message>
<message><source>Deleted the note</source><translation>Notiz gelöscht</translation></message>
<message><source>Deleted the preset “{preset}”</source><translation>Voreinstellung „{preset}“ gelöscht</translation></message>
<message><source>Deleted the saved search</source><translation>Gespeicherte Suche gelöscht</translation></message>
<message><source>Deleted the session “{name}”</source><translation>Sitzung „{name}“ gelöscht</translation></message>
<message><source>Deleted the tag {tag}</source><translation>Schlagwort {tag} gelöscht</translation></message>
<message><source>Deleted {cards} and {notes}.</source><translation>{cards} und {notes} gelöscht.</translation></message>
<message numerus="yes"><source>Deleted {count} empty cards</source><extracomment>For one: Deleted {count} empty card</extracomment><translation><numerusform>{count} leere Karte gelöscht</numerusform><numerusform>{count} leere Karten gelöscht</numerusform></translation></message>
<message numerus="yes"><source>Deleted {count} media files</source><extracomment>For one: Deleted {count} media file</extracomment><translation><numerusform>{count} Mediendatei gelöscht</numerusform><numerusform>{count} Mediendateien gelöscht</numerusform></translation></message>
<message numerus="yes"><source>Deleted {count} notes</source><extracomment>For one: Deleted 1 note</extracomment><translation><numerusform>1 Notiz gelöscht</numerusform><numerusform>{count} Notizen gelöscht</numerusform></translation></message>
<message numerus="yes"><source>Deleted {count} things for good</source><extracomment>For one: Deleted {count} thing for good</extracomment><translation><numerusform>{count} Objekt endgültig gelöscht</numerusform><numerusform>{count} Objekte endgültig gelöscht</numerusform></translation></message>
<message numerus="yes"><source>Deleted {count} unused files.</source><extracomment>For one: Deleted {count} unused file.</extracomment><translation><numerusform>{count} unbenutzte Datei gelöscht.</numerusform><numerusform>{count} unbenutzte Dateien gelöscht.</numerusform></translation></message>
<message><source>Deleted “{deck}”</source><translation>„{deck}“ gelöscht</translation></message>
<message><source>Deleted “{name}”</source><translation>„{name}“ gelöscht</translation></message>
<message><source>Deleted “{what}”</source><translation>„{what}“ gelöscht</translation></message>
<message><source>Deleting</source><translation>Wird gelöscht</translation></message>
<message><source>Deleting empty cards</source><translation>Leere Karten werden gelöscht</translation></message>
<message><source>Deleting notes</source><translation>Notizen werden gelöscht</translation></message>
<message><source>Description</source><translation>Beschreibung</translation></message>
<message><source>Desired retention</source><translation>Angestrebte Behaltensquote</translation></message>
<message><source>Desired retention of {name}</source><translation>Angestrebte Behaltensquote bei {name}</translation></message>
<message><source>Details</source><translation>Details</translation></message>
<message><source>Dictionaries come from this computer, and from the folder {folder}: put the .dic and .aff files of a language into it.</source><translation>Wörterbücher kommen von diesem Computer und aus dem Ordner {folder}: dort die .dic- und .aff-Dateien einer Sprache ablegen.</translation></message>
<message><source>Did you mean {name}?</source><translation>War {name} gemeint?</translation></message>
<message><source>Did you mean “{deck}”?</source><translation>War „{deck}“ gemeint?</translation></message>
<message><source>Did you mean “{name}”?</source><translation>War „{name}“ gemeint?</translation></message>
<message><source>Difficulty</source><translation>Schwierigkeit</translation></message>
<message><source>Disca&amp;rd changes</source><translation>Änderungen &amp;verwerfen</translation></message>
<message><source>Discard</source><translation>Verwerfen</translation></message>
<message><source>Discard &amp;changes</source><translation>Änderungen &amp;verwerfen</translation></message>
<message><source>Discard changes</source><translation>Änderungen verwerfen</translation></message>
<message><source>Discard the choices for {title}</source><translation>Auswahl für {title} verwerfen</translation></message>
<message><source>Discard the recording?</source><translation>Aufnahme verwerfen?</translation></message>
<message><source>Discarded the choices for “{title}”</source><translation>Auswahl für „{title}“ verworfen</translation></message>
<message><source>Dismiss</source><translation>Ausblenden</translation></message>
<message><source>Divide the card where the cursor stands in the answer</source><translation>Teilt die Karte dort, wo der Cursor in der Antwort steht</translation></message>
<message><source>Do this when that has ended.</source><translation>Danach noch einmal versuchen.</translation></message>
<message><source>Do what is suggested</source><translation>Vorschlag ausführen</translation></message>
<message><source>Do what is suggested for the card</source><translation>Den Vorschlag zur Karte ausführen</translation></message>
<message><source>Done</source><translation>Fertig</translation></message>
<message><source>Done for today</source><translation>Fertig für heute</translation></message>
<message><source>Dots on the diagonal were predicted exactly</source><translation>Punkte auf der Diagonale wurden genau vorausgesagt</translation></message>
<message><source>Double (")</source><translation>Doppelte (")</translation></message>
<message><source>Draft</source><translation>Entwurf</translation></message>
<message><source>Drag over what you want to cover; Enter puts a mask in the middle.</source><translation>Über das ziehen, was verdeckt werden soll; Eingabe setzt eine Maske in die Mitte.</translation></message>
<message><source>Drag, or click to choose</source><translation>Ziehen, oder klicken und wählen</translation></message>
<message><source>Draw a mask first: each mask is a card.</source><translation>Zuerst eine Maske zeichnen: Jede Maske ist eine Karte.</translation></message>
<message><source>Draw the masks of one picture on one note.</source><translation>Die Masken eines Bildes in einer Notiz zeichnen.</translation></message>
<message><source>Drawing masks</source><translation>Masken zeichnen</translation></message>
<message><source>Drawing the preview…</source><translation>Vorschau wird gezeichnet…</translation></message>
<message><source>Drop a picture here, paste a screenshot, or choose a file. Then cover what you want to be asked: each mask is a card.</source><translation>Ein Bild hier ablegen, einen Screenshot einfügen oder eine Datei wählen. Dann abdecken, was abgefragt werden soll: Jede Maske ist eine Karte.</translation></message>
<message><source>Drop to compare it with “{title}”</source><translation>Ablegen, um es mit „{title}“ zu vergleichen</translation></message>
<message><source>Drop to make a deck from it</source><translation>Ablegen, um einen Stapel daraus zu erstellen</translation></message>
<message><source>Due</source><translation>Fällig</translation></message>
<message><source>Due cards</source><translation>Fällige Karten</translation></message>
<message><source>Due date moved</source><translation>Fälligkeitstag verschoben</translation></message>
<message><source>Due first</source><translation>Fällige zuerst</translation></message>
<message><source>Due today</source><translation>Heute fällig</translation></message>
<message><source>Duplicate</source><translation>Duplizieren</translation></message>
<message><source>Duplicate note type</source><translation>Notiztyp duplizieren</translation></message>
<message><source>Duplicates</source><translation>Dubletten</translation></message>
<message><source>Dutch</source><translation>Niederländisch</translation></message>
<message><source>E&amp;ncoding</source><translation>&amp;Kodierung</translation></message>
<message><source>E&amp;xam</source><translation>Prü&amp;fung</translation></message>
<message><source>E&amp;xpand all</source><translation>&amp;Alle aufklappen</translation></message>
<message><source>E&amp;xtra</source><translation>&amp;Zusatz</translation></message>
<message><source>EUC-JP · Japanese</source><translation>EUC-JP · Japanisch</translation></message>
<message><source>Each card becomes, with its history</source><translation>Jede Karte wird, mit ihrem Verlauf, zu</translation></message>
<message><source>Each card goes on with the history of</source><translation>Jede Karte führt den Verlauf fort von</translation></message>
<message><source>Each field gets the text of</source><translation>Jedes Feld bekommt den Text von</translation></message>
<message><source>Each row needs a front and a back.</source><translation>Jede Zeile braucht Vorder- und Rückseite.</translation></message>
<message><source>Ease</source><translation>Leichtigkeit</translation></message>
<message><source>Ease {low} and more</source><translation>Leichtigkeit ab {low}</translation></message>
<message><source>Ease {low}–{high}</source><translation>Leichtigkeit {low}–{high}</translation></message>
<message><source>Easy</source><translation>Einfach</translation></message>
<message><source>Easy at first</source><translation>Anfangs einfach</translation></message>
<message><source>Easy bonus</source><translation>Bonus für „Einfach“</translation></message>
<message><source>Easy days</source><translation>Leichte Tage</translation></message>
<message><source>Easy interval</source><translation>Erster Abstand nach „Einfach“</translation></message>
<message><source>Edit</source><translation>Bearbeiten</translation></message>
<message><source>Edit &amp;note</source><translation>&amp;Notiz bearbeiten</translation></message>
<message><source>Edit card</source><translation>Karte bearbeiten</translation></message>
<message><source>Edit in a &amp;window</source><translation>In eigenem &amp;Fenster bearbeiten</translation></message>
<message><source>Edit it</source><translation>Bearbeiten</translation></message>
<message><source>Edit note</source><translation>Notiz bearbeiten</translation></message>
<message><source>Edit style</source><translation>Stil bearbeiten</translation></message>
<message><source>Edit template</source><translation>Vorlage bearbeiten</translation></message>
<message><source>Edit the &amp;masks…</source><translation>&amp;Masken bearbeiten…</translation></message>
<message><source>Edit the masks</source><translation>Masken bearbeiten</translation></message>
<message><source>Edited on both sides</source><translation>Auf beiden Seiten bearbeitet</translation></message>
<message><source>Ellipse</source><translation>Ellipse</translation></message>
<message><source>Empty &amp;cards</source><translation>Leere &amp;Karten</translation></message>
<message><source>Empty bin</source><translation>Papierkorb leeren</translation></message>
<message><source>Empty cards</source><translation>Leere Karten</translation></message>
<message><source>Empty the bin?</source><translation>Papierkorb leeren?</translation></message>
<message><source>Encoding</source><translation>Kodierung</translation></message>
<message><source>English</source><translation>Englisch</translation></message>
<message><source>English, American</source><translation>Englisch, amerikanisch</translation></message>
<message><source>English, British</source><translation>Englisch, britisch</translation></message>
<message><source>Enter shows the answer</source><translation>Eingabe zeigt die Antwort</translation></message>
<message><source>Enter the passphrase that your other computers use.</source><translation>Die Passphrase eingeben, die Ihre anderen Computer verwenden.</translation></message>
<message><source>Enter: {rating}</source><translation>Eingabe: {rating}</translation></message>
<message><source>Error</source><translation>Fehler</translation></message>
<message><source>Esperanto</source><translation>Esperanto</translation></message>
<message><source>Estimated from the times of your answers and, by FSRS, from each card’s reviews.</source><translation>Geschätzt aus den Zeiten Ihrer Antworten und, bei FSRS, aus den Wiederholungen jeder Karte.</translation></message>
<message><source>Estonian</source><translation>Estnisch</translation></message>
<message><source>Eve&amp;ry day</source><comment>a page of the preferences</comment><translation>&amp;Alltag</translation></message>
<message><source>Even out the days</source><translation>Tage ausgleichen</translation></message>
<message><source>Every \begin needs an \end with the same name.</source><translation>Jedes \begin braucht ein \end mit demselben Namen.</translation></message>
<message><source>Every \left needs a \right, and every \right a \left.</source><translation>Jedes \left braucht ein \right und jedes \right ein \left.</translation></message>
<message><source>Every card shows something, and every note has a card.</source><translation>Jede Karte zeigt etwas, und jede Notiz hat eine Karte.</translation></message>
<message><source>Every day</source><translation>Jeden Tag</translation></message>
<message><source>Every day of study is marked here, darker the more you answered.</source><translation>Jeder Lerntag ist hier markiert, je mehr Antworten, desto dunkler.</translation></message>
<message><source>Every due date already matches these options.</source><translation>Alle Fälligkeitstage passen schon zu diesen Optionen.</translation></message>
<message><source>Every option is back to its default</source><translation>Alle Optionen stehen wieder auf dem Standardwert</translation></message>
<message><source>Every third day of the samples is a full one.</source><translation>In den Beispielen ist jeder dritte Tag ein voller.</translation></message>
<message><source>Everybody may keep {megabytes} MB there, unless given something else.</source><translation>Alle dürfen dort {megabytes} MB haben, wenn ihnen nichts anderes gegeben ist.</translation></message>
<message><source>Everything but media (.json)</source><translation>Alles außer Medien (.json)</translation></message>
<message><source>Everything goes along.</source><translation>Alles wird mitgenommen.</translation></message>
<message><source>Everything, with media (.cards.zip)</source><translation>Alles, mit Medien (.cards.zip)</translation></message>
<message><source>Everywhere</source><translation>Überall</translation></message>
<message><source>Exam “{name}”</source><translation>Prüfung „{name}“</translation></message>
<message><source>Exam: {deck}</source><translation>Prüfung: {deck}</translation></message>
<message><source>Example</source><comment>a field of a note</comment><translation>Beispiel</translation></message>
<message><source>Exams</source><translation>Prüfungen</translation></message>
<message><source>Exit codes: 0 done, 1 problems found, 2 refused, 130 cancelled with Ctrl+C.</source><translation>Rückgabewerte: 0 erledigt, 1 Probleme gefunden, 2 abgelehnt, 130 mit Strg+C abgebrochen.</translation></message>
<message><source>Explanation</source><comment>a field of a note</comment><translation>Erklärung</translation></message>
<message><source>Export</source><translation>Exportieren</translation></message>
<message><source>Export fewer decks at a time, or write a Markdown deck (.md).</source><translation>Weniger Stapel auf einmal exportieren oder einen Markdown-Stapel (.md) schreiben.</translation></message>
<message><source>Export it again from Anki, as a package (.apkg).</source><translation>Aus Anki noch einmal exportieren, als Paket (.apkg).</translation></message>
<message><source>Export it again from Mnemosyne.</source><translation>Aus Mnemosyne noch einmal exportieren.</translation></message>
<message><source>Export it again from SuperMemo, as XML.</source><translation>Aus SuperMemo noch einmal exportieren, als XML.</translation></message>
<message><source>Export it again from {program}.</source><translation>Aus {program} noch einmal exportieren.</translation></message>
<message><source>Export it again with “Support older Anki versions” ticked.</source><translation>Noch einmal exportieren, mit „Ältere Anki-Versionen unterstützen“ angehakt.</translation></message>
<message><source>Export it again, as KVTML.</source><translation>Noch einmal exportieren, als KVTML.</translation></message>
<message><source>Export it again, or get it again from where it came.</source><translation>Noch einmal exportieren oder von der Quelle neu beschaffen.</translation></message>
<message><source>Export it from Anki again, as a package for older versions.</source><translation>Aus Anki noch einmal exportieren, als Paket für ältere Versionen.</translation></message>
<message><source>Export notes</source><translation>Notizen exportieren</translation></message>
<message><source>Export to</source><translation>Exportieren nach</translation></message>
<message numerus="yes"><source>Exported {count} notes</source><extracomment>For one: Exported {count} note</extracomment><translation><numerusform>{count} Notiz exportiert</numerusform><numerusform>{count} Notizen exportiert</numerusform></translation></message>
<message><source>Exporting to {name}</source><translation>Wird nach {name} exportiert</translation></message>
<message><source>Exporting {name}</source><translation>{name} wird exportiert</translation></message>
<message><source>Extra</source><comment>a field of a note</comment><translation>Zusatz</translation></message>
<message><source>F&amp;ield</source><translation>F&amp;eld</translation></message>
<message><source>F&amp;ile</source><translation>Date&amp;i</translation></message>
<message><source>F&amp;ilters</source><translation>&amp;Filter</translation></message>
<message><source>F&amp;ind</source><translation>Su&amp;chen</translation></message>
<message><source>F&amp;ont</source><translation>S&amp;chrift</translation></message>
<message><source>FSRS</source><translation>FSRS</translation></message>
<message><source>FSRS and SM-2 predict your answers about as well ({figures}).</source><translation>FSRS und SM-2 sagen Ihre Antworten etwa gleich gut voraus ({figures}).</translation></message>
<message><source>FSRS has {count} parameters, these are {given}.</source><translation>FSRS hat {count} Parameter, hier sind {given}.</translation></message>
<message><source>FSRS is fitted to your answers; it plans so from the next one on</source><translation>FSRS ist an Ihre Antworten angepasst; ab der nächsten plant es danach</translation></message>
<message><source>FSRS learns from your reviews how fast you forget. This can take a while; nothing changes until you keep the result.</source><translation>FSRS lernt aus Ihren Wiederholungen, wie schnell Sie vergessen. Das kann eine Weile dauern; bis das Ergebnis behalten wird, ändert sich nichts.</translation></message>
<message><source>FSRS parameter {place} must lie between {low:g} and {high:g}, not be {number:g}.</source><translation>FSRS-Parameter {place} muss zwischen {low:g} und {high:g} liegen und nicht {number:g} sein.</translation></message>
<message><source>FSRS predicts your answers better than SM-2 ({figures}).</source><translation>FSRS sagt Ihre Antworten besser voraus als SM-2 ({figures}).</translation></message>
<message><source>FSRS was fitted again for “{preset}”: it predicts your newest answers {share}% better.</source><translation>FSRS wurde für „{preset}“ neu angepasst: Es sagt Ihre neuesten Antworten um {share} % besser voraus.</translation></message>
<message><source>FSRS would have predicted your answers better ({figures}).</source><translation>FSRS hätte Ihre Antworten besser vorausgesagt ({figures}).</translation></message>
<message><source>FSRS, as published</source><translation>FSRS, wie veröffentlicht</translation></message>
<message><source>FSRS, fitted to you</source><translation>FSRS, an Sie angepasst</translation></message>
<message numerus="yes"><source>FSRS-6 needs 21 numbers; these are {count}.</source><extracomment>For one: FSRS-6 needs 21 numbers; this is only {count}.</extracomment><translation><numerusform>FSRS-6 braucht 21 Zahlen; hier ist nur {count}.</numerusform><numerusform>FSRS-6 braucht 21 Zahlen; hier sind {count}.</numerusform></translation></message>
<message><source>FSRS’s model of memory (parameters {kind}) decides by chance, day by day, whether a card is remembered, whichever scheduler plans, so A and B are measured alike. Each card starts with the memory its past answers give it. This is one likely outcome, not a promise.</source><translation>Das Gedächtnismodell von FSRS (Parameter {kind}) entscheidet Tag für Tag per Zufall, ob eine Karte gewusst wird, gleich welches Verfahren plant; so werden A und B gleich gemessen. Jede Karte beginnt mit dem Gedächtnisstand, den ihre bisherigen Antworten ergeben. Dies ist ein wahrscheinlicher Verlauf, kein Versprechen.</translation></message>
<message><source>Field</source><translation>Feld</translation></message>
<message><source>Fields</source><translation>Felder</translation></message>
<message><source>Fields and cards of these types are matched by their names and their order.</source><translation>Felder und Karten dieser Typen werden nach Namen und Reihenfolge zugeordnet.</translation></message>
<message><source>File</source><translation>Datei</translation></message>
<message><source>Files ending in “{suffix}” cannot be written.</source><translation>Dateien mit der Endung „{suffix}“ können nicht geschrieben werden.</translation></message>
<message><source>Fill in “{field}”.</source><translation>„{field}“ ausfüllen.</translation></message>
<message><source>Filter decks</source><translation>Stapel filtern</translation></message>
<message><source>Filters</source><translation>Filter</translation></message>
<message><source>Find</source><translation>Suchen</translation></message>
<message><source>Find a command</source><translation>Befehl suchen</translation></message>
<message><source>Find a command by its name, its place or its shortcut</source><translation>Befehl nach Name, Ort oder Tastenkürzel suchen</translation></message>
<message><source>Find a command, a deck or a setting</source><translation>Befehl, Stapel oder Einstellung suchen</translation></message>
<message><source>Find and rep&amp;lace…</source><translation>Suchen und &amp;ersetzen…</translation></message>
<message><source>Find and replace</source><translation>Suchen und ersetzen</translation></message>
<message numerus="yes"><source>Find and replace in {count} notes</source><extracomment>For one: Find and replace in 1 note</extracomment><translation><numerusform>In 1 Notiz suchen und ersetzen</numerusform><numerusform>In {count} Notizen suchen und ersetzen</numerusform></translation></message>
<message><source>Find it in the program it comes from, and shorten it.</source><translation>Im Herkunftsprogramm suchen und kürzen.</translation></message>
<message><source>Find notes</source><translation>Notizen suchen</translation></message>
<message><source>Finish</source><translation>Beenden</translation></message>
<message><source>Finnish</source><translation>Finnisch</translation></message>
<message><source>Fir&amp;st day</source><translation>&amp;Erster Tag</translation></message>
<message><source>First cards of all notes</source><translation>Erste Karten aller Notizen</translation></message>
<message><source>First day of the holiday</source><translation>Erster Urlaubstag</translation></message>
<message><source>First field</source><translation>Erstes Feld</translation></message>
<message><source>First field anywhere</source><translation>Erstem Feld überall</translation></message>
<message><source>First field in deck</source><translation>Erstem Feld im Stapel</translation></message>
<message><source>First notes of the file</source><translation>Erste Notizen der Datei</translation></message>
<message><source>First place</source><translation>Erster Platz</translation></message>
<message><source>First ro&amp;w contains column names</source><translation>Erste Zeile enthält &amp;Spaltennamen</translation></message>
<message><source>Fit FSRS to my answers</source><translation>FSRS an meine Antworten anpassen</translation></message>
<message><source>Fit again every &amp;month, and keep what predicts better</source><translation>Jeden &amp;Monat neu anpassen und behalten, was besser voraussagt</translation></message>
<message><source>Fit parameters</source><translation>Parameter anpassen</translation></message>
<message><source>Fit parameters every month</source><translation>Parameter monatlich anpassen</translation></message>
<message><source>Fit to my answers…</source><translation>An meine Antworten anpassen…</translation></message>
<message><source>Fitted again when the last fit is a month old.</source><translation>Neu angepasst, wenn die letzte Anpassung einen Monat alt ist.</translation></message>
<message><source>Fitted only when you ask for it.</source><translation>Nur auf Wunsch angepasst.</translation></message>
<message><source>Fitted to you, FSRS would have predicted your answers better than with the published parameters now in use. See “Fit FSRS to my answers…” in the Deck menu.</source><translation>An Sie angepasst, hätte FSRS Ihre Antworten besser vorausgesagt als mit den jetzt verwendeten veröffentlichten Parametern. Siehe „FSRS an meine Antworten anpassen…“ im Menü „Stapel“.</translation></message>
<message><source>Fitted to your past; kept only if they predict your newest answers better. Undo takes it back.</source><translation>An Ihre bisherigen Antworten angepasst; nur behalten, wenn sie die neuesten besser voraussagen. Lässt sich rückgängig machen.</translation></message>
<message><source>Fitting FSRS to your answers</source><translation>FSRS wird an Ihre Antworten angepasst</translation></message>
<message><source>Fitting …</source><translation>Wird angepasst …</translation></message>
<message><source>Flag</source><translation>Fähnchen</translation></message>
<message><source>Flag &amp;blue</source><translation>Fähnchen &amp;blau</translation></message>
<message><source>Flag &amp;green</source><translation>Fähnchen &amp;grün</translation></message>
<message><source>Flag &amp;orange</source><translation>Fähnchen &amp;orange</translation></message>
<message><source>Flag &amp;red</source><translation>Fähnchen &amp;rot</translation></message>
<message numerus="yes"><source>Flag {count} cards</source><extracomment>For one: Flag card</extracomment><translation><numerusform>Fähnchen setzen</numerusform><numerusform>Fähnchen für {count} Karten setzen</numerusform></translation></message>
<message><source>Flagged {cards} blue</source><translation>Blaues Fähnchen für {cards}</translation></message>
<message><source>Flagged {cards} green</source><translation>Grünes Fähnchen für {cards}</translation></message>
<message><source>Flagged {cards} orange</source><translation>Orangefarbenes Fähnchen für {cards}</translation></message>
<message><source>Flagged {cards} red</source><translation>Rotes Fähnchen für {cards}</translation></message>
<message><source>Flagging cards</source><translation>Fähnchen werden gesetzt</translation></message>
<message><source>Flags</source><translation>Fähnchen</translation></message>
<message><source>Flags go from 1 to 4; 0 takes one away.</source><translation>Fähnchen gehen von 1 bis 4; 0 entfernt eines.</translation></message>
<message numerus="yes"><source>Flags of {count} cards</source><extracomment>For one: The flag of {count} card</extracomment><translation><numerusform>Das Fähnchen von {count} Karte</numerusform><numerusform>Fähnchen von {count} Karten</numerusform></translation></message>
<message><source>Flashcards</source><translation>Flashcards</translation></message>
<message><source>Flashcards cannot open a window: Qt’s part for this kind of screen ({name}) is missing. On Debian and Ubuntu: {line}</source><translation>Flashcards kann kein Fenster öffnen: Der Teil von Qt für diese Art Bildschirm ({name}) fehlt. Unter Debian und Ubuntu: {line}</translation></message>
<message><source>Flashcards cannot open a window: a part of Qt cannot be loaded ({error}). Install Flashcards again.</source><translation>Flashcards kann kein Fenster öffnen: Ein Teil von Qt lässt sich nicht laden ({error}). Flashcards neu installieren.</translation></message>
<message><source>Flashcards cannot open a window: there is no display here. Start it from a desktop session, or use its commands: flashcards --help.</source><translation>Flashcards kann kein Fenster öffnen: Hier gibt es keinen Bildschirm. Aus einer Desktop-Sitzung starten oder die Befehle verwenden: flashcards --help.</translation></message>
<message numerus="yes"><source>Flashcards cannot open a window: {count} system libraries are missing: {names}.</source><extracomment>For one: Flashcards cannot open a window: the system library {names} is missing.</extracomment><translation><numerusform>Flashcards kann kein Fenster öffnen: Die Systembibliothek {names} fehlt.</numerusform><numerusform>Flashcards kann kein Fenster öffnen: {count} Systembibliotheken fehlen: {names}.</numerusform></translation></message>
<message><source>Flashcards could not start</source><translation>Flashcards konnte nicht starten</translation></message>
<message numerus="yes"><source>Flashcards is open already; its window opens {count} files.</source><extracomment>For one: Flashcards is open already; its window opens {count} file.</extracomment><translation><numerusform>Flashcards ist schon offen; das Fenster öffnet {count} Datei.</numerusform><numerusform>Flashcards ist schon offen; das Fenster öffnet {count} Dateien.</numerusform></translation></message>
<message><source>Flashcards is open already; its window opens {name}.</source><translation>Flashcards ist schon offen; das Fenster öffnet {name}.</translation></message>
<message><source>Flashcards is open already; its window was brought to the front.</source><translation>Flashcards ist schon offen; das Fenster wurde nach vorn geholt.</translation></message>
<message><source>Flashcards may not write to the sync folder {folder}.</source><translation>Flashcards darf nicht in den Abgleichordner {folder} schreiben.</translation></message>
<message><source>Flashcards {version}</source><translation>Flashcards {version}</translation></message>
<message><source>Flashcards {version}, a later version, has published this deck.</source><translation>Eine neuere Version, Flashcards {version}, hat diesen Stapel veröffentlicht.</translation></message>
<message><source>Flashcards {version}, {kind}</source><translation>Flashcards {version}, {kind}</translation></message>
<message><source>Flatpak</source><translation>Flatpak</translation></message>
<message><source>Flip on the long edge</source><translation>An der langen Kante wenden</translation></message>
<message><source>Flip on the short edge</source><translation>An der kurzen Kante wenden</translation></message>
<message><source>Fo&amp;rget choices</source><translation>Auswahl &amp;vergessen</translation></message>
<message><source>Focus &amp;search field</source><translation>Zum &amp;Suchfeld</translation></message>
<message><source>Folder</source><translation>Ordner</translation></message>
<message><source>Folder: {folder}</source><translation>Ordner: {folder}</translation></message>
<message><source>Folders lie too deep or are too many.</source><translation>Ordner liegen zu tief oder sind zu viele.</translation></message>
<message><source>Font</source><translation>Schrift</translation></message>
<message><source>Fonts</source><translation>Schriften</translation></message>
<message><source>For Anki before 2.1.50 (&amp;takes longer)</source><translation>Für Anki vor 2.1.50 (&amp;dauert länger)</translation></message>
<message><source>For a family or a class, as it was given to you: postgresql://… It contains your password, and is kept in a file that only your account can read.</source><translation>Für eine Familie oder eine Klasse, so wie Sie sie bekommen haben: postgresql://… Sie enthält Ihr Passwort und steht in einer Datei, die nur Ihr Benutzerkonto lesen kann.</translation></message>
<message><source>For cards, when studying and editing.</source><translation>Für Karten beim Lernen und Bearbeiten.</translation></message>
<message><source>For today only; the deck’s limit stays as it is</source><translation>Nur für heute; das Limit des Stapels bleibt</translation></message>
<message><source>Forgotten in the last {days}</source><translation>Vergessen, letzte {days}</translation></message>
<message><source>Forgotten lately</source><translation>Kürzlich vergessen</translation></message>
<message><source>Forgotten once</source><translation>Einmal vergessen</translation></message>
<message><source>Forgotten this week</source><translation>Diese Woche vergessen</translation></message>
<message><source>Format</source><translation>Format</translation></message>
<message><source>Former texts</source><translation>Frühere Texte</translation></message>
<message><source>Formula</source><translation>Formel</translation></message>
<message><source>Formula on its own line</source><translation>Formel in eigener Zeile</translation></message>
<message><source>Formulas cannot be drawn: no other process can be started here.</source><translation>Formeln können nicht gezeichnet werden: Hier lässt sich kein weiterer Prozess starten.</translation></message>
<message><source>Found</source><translation>Gefunden</translation></message>
<message><source>Four: Again, Hard, Good, Easy</source><translation>Vier: Nochmal, Schwer, Gut, Einfach</translation></message>
<message><source>Free to use, change and pass on under the MIT License, without any warranty. The collection is yours and stays on this computer.</source><translation>Frei zu benutzen, zu ändern und weiterzugeben unter der MIT-Lizenz, ohne jede Gewähr. Die Sammlung gehört Ihnen und bleibt auf diesem Computer.</translation></message>
<message><source>French</source><translation>Französisch</translation></message>
<message><source>Fro&amp;nt side</source><translation>&amp;Vorderseite</translation></message>
<message><source>From here on {scheduler} plans the card.</source><translation>Von hier an plant {scheduler} die Karte.</translation></message>
<message><source>From the previous search</source><translation>Von der vorigen Suche</translation></message>
<message numerus="yes"><source>From your {count} choices</source><extracomment>For one: From your {count} choice</extracomment><translation><numerusform>Aus Ihrer {count} Entscheidung</numerusform><numerusform>Aus Ihren {count} Entscheidungen</numerusform></translation></message>
<message><source>From “{source}”. To read here what it says, make a deck from the article: that keeps its text.</source><translation>Aus „{source}“. Um hier zu lesen, was dort steht, einen Stapel aus dem Artikel erstellen: So bleibt sein Text erhalten.</translation></message>
<message><source>Front template</source><translation>Vorlage der Vorderseite</translation></message>
<message><source>FrontSide can only stand on the back.</source><translation>FrontSide kann nur auf der Rückseite stehen.</translation></message>
<message><source>Front</source><comment>a field of a note</comment><translation>Vorderseite</translation></message>
<message><source>Full stops, commas, quotes and the like do not count.</source><translation>Punkte, Kommas, Anführungszeichen und Ähnliches zählen nicht.</translation></message>
<message><source>GB 18030 · Chinese</source><translation>GB 18030 · Chinesisch</translation></message>
<message><source>Galician</source><translation>Galicisch</translation></message>
<message><source>Georgian</source><translation>Georgisch</translation></message>
<message><source>German</source><translation>Deutsch</translation></message>
<message><source>Give None for all time.</source><translation>None für die gesamte Zeit angeben.</translation></message>
<message><source>Give a number of days, or a range such as 3 to 7.</source><translation>Eine Anzahl Tage oder einen Bereich wie 3 bis 7 angeben.</translation></message>
<message><source>Give another number, or --delimiter.</source><translation>Eine andere Nummer oder --delimiter angeben.</translation></message>
<message><source>Give another number.</source><translation>Eine andere Zahl angeben.</translation></message>
<message><source>Give another place.</source><translation>Einen anderen Ort angeben.</translation></message>
<message><source>Give at least one more than 0%.</source><translation>Mindestens einem mehr als 0 % geben.</translation></message>
<message><source>Give each a question and an answer.</source><translation>Jeder eine Frage und eine Antwort geben.</translation></message>
<message><source>Give each its own name.</source><translation>Jedem einen eigenen Namen geben.</translation></message>
<message><source>Give one like http://127.0.0.1:8080/v1. Others are never contacted.</source><translation>Eine wie http://127.0.0.1:8080/v1 angeben. Andere werden nie angesprochen.</translation></message>
<message><source>Give one of 1 to {count} characters.</source><translation>Geben Sie einen von 1 bis {count} Zeichen an.</translation></message>
<message><source>Give other numbers.</source><translation>Andere Zahlen angeben.</translation></message>
<message><source>Give the address used so far. To use this hub from now on, leave and join again. Everything here is then copied there.</source><translation>Geben Sie die bisherige Adresse an. Um von jetzt an diesen Verteiler zu verwenden, treten Sie aus und neu bei. Alles, was hier ist, wird dann dorthin kopiert.</translation></message>
<message><source>Give the address used so far. To use this one from now on, as after you were removed there and added again, leave (“flashcards sync --leave”, or Preferences &gt; Sync) and join again: everything here is then copied there.</source><translation>Geben Sie die bisher benutzte Adresse an. Um ab jetzt diese zu benutzen, etwa nachdem Sie dort entfernt und wieder aufgenommen wurden, treten Sie aus („flashcards sync --leave“ oder Einstellungen &gt; Abgleich) und treten Sie neu bei: Alles hier wird dann dorthin kopiert.</translation></message>
<message><source>Give the collection a shorter name, or move it to a folder less deep.</source><translation>Der Sammlung einen kürzeren Namen geben oder sie in einen weniger tiefen Ordner verschieben.</translation></message>
<message><source>Give the field another name.</source><translation>Dem Feld einen anderen Namen geben.</translation></message>
<message><source>Give the passphrase of your other computers with --passphrase-file.</source><translation>Die Passphrase Ihrer anderen Computer mit --passphrase-file angeben.</translation></message>
<message><source>Give the whole name.</source><translation>Den ganzen Namen angeben.</translation></message>
<message><source>Give the whole path of a folder.</source><translation>Den ganzen Pfad eines Ordners angeben.</translation></message>
<message><source>Go &gt; Note types, or flashcards types, lists the fields.</source><translation>„Gehe zu &gt; Notiztypen“ oder flashcards types führt die Felder auf.</translation></message>
<message><source>Go back to the backup? What is there now is kept as a backup. [y/N]</source><translation>Zur Sicherung zurück? Der jetzige Stand bleibt als Sicherung. [j/N]</translation></message>
<message><source>Go on read&amp;ing</source><translation>We&amp;iterlesen</translation></message>
<message><source>Go on readin&amp;g</source><translation>&amp;Weiterlesen</translation></message>
<message><source>Go on reading</source><translation>Weiterlesen</translation></message>
<message><source>Go on with the next one.</source><translation>Weiter mit der nächsten.</translation></message>
<message><source>Go to &amp;Today</source><translation>Zu „&amp;Heute“</translation></message>
<message><source>Go to a&amp;rticles</source><translation>Zu den A&amp;rtikeln</translation></message>
<message><source>Go to the next card after</source><translation>Zur nächsten Karte nach</translation></message>
<message><source>Gone</source><translation>Nicht mehr da</translation></message>
<message><source>Good</source><translation>Gut</translation></message>
<message><source>Good takes a card to the next step, Again back to the first; after the last it is learned.</source><translation>„Gut“ bringt eine Karte zum nächsten Schritt, „Nochmal“ zurück zum ersten; nach dem letzten ist sie gelernt.</translation></message>
<message><source>Graduating interval</source><translation>Erster Abstand nach den Schritten</translation></message>
<message><source>Greek</source><translation>Griechisch</translation></message>
<message><source>Green</source><translation>Grün</translation></message>
<message><source>Green flag</source><translation>Grünes Fähnchen</translation></message>
<message><source>Guid</source><translation>GUID</translation></message>
<message><source>H&amp;eader</source><translation>&amp;Kopfzeile</translation></message>
<message><source>H&amp;istory</source><translation>&amp;Verlauf</translation></message>
<message><source>HTML</source><translation>HTML</translation></message>
<message numerus="yes"><source>HTML such as {example} is there {count} times; cards neither run nor load anything.</source><extracomment>For one: A text holds HTML such as {example}; cards neither run nor load anything.</extracomment><translation><numerusform>Ein Text enthält HTML wie {example}; Karten führen nichts aus und laden nichts.</numerusform><numerusform>HTML wie {example} kommt {count}-mal vor; Karten führen nichts aus und laden nichts.</numerusform></translation></message>
<message><source>Half a character (a lone surrogate) was found and taken out.</source><translation>Ein halbes Zeichen (ein einzelnes Surrogat) wurde gefunden und entfernt.</translation></message>
<message><source>Half a year</source><translation>Ein halbes Jahr</translation></message>
<message><source>Hard</source><translation>Schwer</translation></message>
<message><source>Hard multiplier</source><translation>Faktor für „Schwer“</translation></message>
<message><source>Hardest first</source><translation>Schwierigste zuerst</translation></message>
<message><source>Header</source><translation>Kopfzeile</translation></message>
<message><source>Header</source><comment>a field of a note</comment><translation>Kopfzeile</translation></message>
<message><source>Heading</source><translation>Überschrift</translation></message>
<message><source>Headings as questions</source><translation>Überschriften als Fragen</translation></message>
<message><source>Hebrew</source><translation>Hebräisch</translation></message>
<message><source>Here</source><translation>Hier</translation></message>
<message numerus="yes"><source>Here it has {count} answers. The bin keeps it for 30 days.</source><extracomment>For one: Here it has {count} answer. The bin keeps it for 30 days.</extracomment><translation><numerusform>Hier hat sie {count} Antwort. Der Papierkorb behält sie 30 Tage lang.</numerusform><numerusform>Hier hat sie {count} Antworten. Der Papierkorb behält sie 30 Tage lang.</numerusform></translation></message>
<message><source>Hide all masks</source><translation>Alle Masken verbergen</translation></message>
<message><source>Hide it there</source><translation>Dort verbergen</translation></message>
<message><source>Hide one mask or all</source><translation>Eine Maske oder alle verbergen</translation></message>
<message><source>Hide only what is asked</source><translation>Nur das Gefragte verbergen</translation></message>
<message><source>Hide parts of the text as clozes. The cards appear here as you write.</source><translation>Teile des Textes als Lücken verbergen. Die Karten erscheinen hier beim Schreiben.</translation></message>
<message><source>Hides parts of a picture and asks what they show.</source><translation>Verbirgt Teile eines Bildes und fragt, was sie zeigen.</translation></message>
<message><source>Hides parts of a text and asks for each of them.</source><translation>Verbirgt Teile eines Textes und fragt nach jedem davon.</translation></message>
<message><source>High</source><translation>Hoch</translation></message>
<message><source>High priority</source><translation>Hohe Priorität</translation></message>
<message><source>High: black, white and bold lines; patterns tell parts of charts apart.</source><translation>Hoch: Schwarz, Weiß und kräftige Linien; Muster unterscheiden die Teile von Diagrammen.</translation></message>
<message><source>Highlight</source><translation>Markieren</translation></message>
<message><source>Hindi</source><translation>Hindi</translation></message>
<message><source>History of the card</source><translation>Verlauf der Karte</translation></message>
<message><source>History of the note</source><translation>Verlauf der Notiz</translation></message>
<message><source>History of the note…</source><translation>Verlauf der Notiz…</translation></message>
<message><source>Hol&amp;iday</source><translation>Ur&amp;laub</translation></message>
<message><source>Holds</source><translation>Inhalt</translation></message>
<message><source>Holiday</source><translation>Urlaub</translation></message>
<message><source>Holiday “{name}”</source><translation>Urlaub „{name}“</translation></message>
<message><source>Holidays</source><translation>Urlaube</translation></message>
<message><source>Home page</source><translation>Webseite</translation></message>
<message><source>How far to look ahead</source><translation>Wie weit vorausgeschaut wird</translation></message>
<message><source>How many of 100 due cards you want to remember.</source><translation>An wie viele von 100 fälligen Karten Sie sich erinnern wollen.</translation></message>
<message><source>How many of 100 due cards you want to remember. More means shorter intervals: 95 instead of 90 more than halves them.</source><translation>An wie viele von 100 fälligen Karten Sie sich erinnern wollen. Mehr bedeutet kürzere Abstände: 95 statt 90 lässt sie auf weniger als die Hälfte schrumpfen.</translation></message>
<message><source>How much longer Easy makes an interval than Good, on top of the ease.</source><translation>Um wie viel „Einfach“ einen Abstand länger macht als „Gut“, zusätzlich zur Leichtigkeit.</translation></message>
<message><source>How much of its interval a forgotten card keeps; 0% starts it over.</source><translation>Wie viel von ihrem Abstand eine vergessene Karte behält; bei 0 % beginnt sie von vorn.</translation></message>
<message><source>How often a card must be forgotten to count as one; 0 for never.</source><translation>Wie oft eine Karte vergessen werden muss, um als Lernbremse zu gelten; 0 für nie.</translation></message>
<message><source>How the interval grows after Hard; below 100% it shrinks.</source><translation>Wie der Abstand nach „Schwer“ wächst; unter 100 % schrumpft er.</translation></message>
<message><source>Hub</source><translation>Verteiler</translation></message>
<message><source>Hub: {where}</source><translation>Verteiler: {where}</translation></message>
<message><source>Hungarian</source><translation>Ungarisch</translation></message>
<message><source>Hunspell: spelling</source><translation>Hunspell: Rechtschreibung</translation></message>
<message><source>I come from An&amp;ki</source><translation>Ich komme von An&amp;ki</translation></message>
<message><source>I come from An&amp;ki…</source><translation>Ich komme von An&amp;ki…</translation></message>
<message><source>I come from Anki</source><translation>Ich komme von Anki</translation></message>
<message><source>I&amp;ncrease card text size</source><translation>Kartentext &amp;größer</translation></message>
<message><source>Icelandic</source><translation>Isländisch</translation></message>
<message><source>Icon in the &amp;tray</source><translation>Symbol im &amp;Infobereich</translation></message>
<message><source>If it is your own collection, import it again with --own.</source><translation>Ist es die eigene Sammlung, mit --own noch einmal importieren.</translation></message>
<message><source>If it is your own collection, say so and import it again.</source><translation>Ist es Ihre eigene Sammlung, dies angeben und noch einmal importieren.</translation></message>
<message><source>If it is yours, update Flashcards on this computer.</source><translation>Ist es Ihre, Flashcards auf diesem Computer aktualisieren.</translation></message>
<message><source>If the address is lost, “flashcards hub new-address” makes another, and all that is theirs stays. For somebody else, choose another name.</source><translation>Ist die Adresse verloren, macht „flashcards hub new-address“ eine neue, und alles bleibt erhalten. Für jemand anderen wählen Sie einen anderen Namen.</translation></message>
<message><source>Ignore review</source><translation>Wiederholung ignorieren</translation></message>
<message><source>Ignore this revie&amp;w</source><translation>Diese Wiederholung i&amp;gnorieren</translation></message>
<message><source>Ignored since {day}.</source><translation>Wird seit {day} ignoriert.</translation></message>
<message><source>Image occlusion</source><comment>a card of a note type</comment><translation>Bildabdeckung</translation></message>
<message><source>Image occlusion</source><comment>a note type</comment><translation>Bildabdeckung</translation></message>
<message><source>Image occlusion…</source><translation>Bild abdecken…</translation></message>
<message><source>Image</source><comment>a field of a note</comment><translation>Bild</translation></message>
<message><source>Import</source><translation>Importieren</translation></message>
<message><source>Import &amp;more…</source><translation>&amp;Mehr importieren…</translation></message>
<message><source>Import a deck</source><translation>Stapel importieren</translation></message>
<message><source>Import again.</source><translation>Noch einmal importieren.</translation></message>
<message numerus="yes"><source>Import {count} files</source><extracomment>For one: Import {count} file</extracomment><translation><numerusform>{count} Datei importieren</numerusform><numerusform>{count} Dateien importieren</numerusform></translation></message>
<message><source>Import {file}</source><translation>{file} importieren</translation></message>
<message><source>Imported</source><translation>Importiert</translation></message>
<message numerus="yes"><source>Imported {count} notes</source><extracomment>For one: Imported {count} note</extracomment><translation><numerusform>{count} Notiz importiert</numerusform><numerusform>{count} Notizen importiert</numerusform></translation></message>
<message><source>Importing {count} files</source><translation>{count} Dateien werden importiert</translation></message>
<message><source>Importing {name}</source><translation>{name} wird importiert</translation></message>
<message><source>Imports packages and collections of Anki’s (.apkg, .colpkg), Markdown decks (.md), tables (.csv, .tsv, .txt) and decks of other programs. Rows copied from a spreadsheet can be pasted. You see a preview before anything is added.</source><translation>Importiert Pakete und Sammlungen von Anki (.apkg, .colpkg), Markdown-Stapel (.md), Tabellen (.csv, .tsv, .txt) und Stapel anderer Programme. Aus einer Tabelle kopierte Zeilen lassen sich einfügen. Bevor etwas hinzugefügt wird, erscheint eine Vorschau.</translation></message>
<message><source>In Anki choose File &gt; Export, then “Anki Collection Package (.colpkg)” with media. Bring that file here.</source><translation>In Anki „Datei &gt; Exportieren“ wählen, dann das Sammlungspaket (.colpkg) mit Medien. Diese Datei hierher bringen.</translation></message>
<message><source>In Anki this file takes the place of all that is there.</source><translation>In Anki ersetzt diese Datei alles, was dort ist.</translation></message>
<message><source>In SM-2 the first two intervals are always 1 and 6 days. Good and Easy differ from the third on.</source><translation>In SM-2 sind die ersten zwei Abstände immer 1 und 6 Tage. „Gut“ und „Einfach“ unterscheiden sich ab dem dritten.</translation></message>
<message><source>In SM-2, answering late or early changes nothing.</source><translation>In SM-2 ändert spätes oder frühes Antworten nichts.</translation></message>
<message><source>In a year nobody knows what “{word}” means here; name it.</source><translation>In einem Jahr weiß niemand mehr, was „{word}“ hier meint; besser beim Namen nennen.</translation></message>
<message><source>In all: {highlights}, {cards}, {due} to answer today.</source><translation>Insgesamt: {highlights}, {cards}, heute {due} zu beantworten.</translation></message>
<message><source>In docks and task bars that show numbers: macOS, KDE, Ubuntu.</source><translation>In Docks und Taskleisten, die Zahlen zeigen: macOS, KDE, Ubuntu.</translation></message>
<message><source>In step with {name}</source><translation>Gleichauf mit {name}</translation></message>
<message><source>In the article</source><translation>Im Artikel</translation></message>
<message><source>In the end {known}</source><translation>Am Ende {known}</translation></message>
<message><source>In the file</source><translation>In der Datei</translation></message>
<message><source>In the preset “{preset}”: {problem} Set it again in the deck options.</source><translation>In der Voreinstellung „{preset}“: {problem} In den Stapeloptionen neu einstellen.</translation></message>
<message><source>In this row</source><translation>In dieser Zeile</translation></message>
<message><source>In {decks}</source><translation>In {decks}</translation></message>
<message><source>Includes cards in subdecks. 0 shows no cards at all.</source><translation>Gilt einschließlich der Karten in Unterstapeln. 0 zeigt gar keine Karten.</translation></message>
<message><source>Indonesian</source><translation>Indonesisch</translation></message>
<message><source>Insert picture</source><translation>Bild einfügen</translation></message>
<message><source>Insert sound or video</source><translation>Ton oder Video einfügen</translation></message>
<message><source>Insert sound or video…</source><translation>Ton oder Video einfügen…</translation></message>
<message><source>Install it with “{line}”, then start {name} again.</source><translation>Mit „{line}“ installieren, dann {name} neu starten.</translation></message>
<message><source>Install the Python library “cryptography”, then start Flashcards again.</source><translation>Installieren Sie die Python-Bibliothek „cryptography“, und starten Sie Flashcards dann neu.</translation></message>
<message><source>Int&amp;o deck</source><translation>In Sta&amp;pel</translation></message>
<message><source>Interval</source><translation>Abstand</translation></message>
<message><source>Interval kept after a lapse</source><translation>Nach Vergessen behaltener Abstand</translation></message>
<message><source>Interval modifier</source><translation>Abstandsfaktor</translation></message>
<message><source>Intervals</source><translation>Abstände</translation></message>
<message><source>Intervals are counted from this date. Study anyway? [y/N]</source><translation>Abstände zählen ab diesem Datum. Trotzdem lernen? [j/N]</translation></message>
<message><source>Intervals vary from card to card; this is one draw of many.</source><translation>Abstände sind von Karte zu Karte verschieden; dies ist einer von vielen möglichen Verläufen.</translation></message>
<message><source>Into &amp;deck</source><translation>In &amp;Stapel</translation></message>
<message><source>Into &amp;deck…</source><translation>In Sta&amp;pel…</translation></message>
<message><source>Irish</source><translation>Irisch</translation></message>
<message><source>Is this computer’s clock right?</source><translation>Geht die Uhr dieses Computers richtig?</translation></message>
<message><source>It asks two things at once.</source><translation>Sie fragt zwei Dinge auf einmal.</translation></message>
<message><source>It belongs to this package, so something is damaged: install {name} again.</source><translation>Es gehört zu diesem Paket, also ist etwas beschädigt: {name} neu installieren.</translation></message>
<message><source>It cannot be made again: {reason}.</source><translation>Sie lässt sich nicht neu anlegen: {reason}.</translation></message>
<message><source>It cannot be read: {reason}.</source><translation>Nicht lesbar: {reason}.</translation></message>
<message><source>It has a field of more than a million characters.</source><translation>Sie hat ein Feld mit mehr als einer Million Zeichen.</translation></message>
<message numerus="yes"><source>It holds no Markdown decks yet. Your {count} decks are written there, a file each, then both sides are kept in step. {both}</source><extracomment>For one: It holds no Markdown decks yet. Your deck is written there, then both sides are kept in step. {both}</extracomment><translation><numerusform>Darin sind noch keine Markdown-Stapel. Ihr Stapel wird dorthin geschrieben, dann bleiben beide Seiten auf gleichem Stand. {both}</numerusform><numerusform>Darin sind noch keine Markdown-Stapel. Ihre {count} Stapel werden dorthin geschrieben, je eine Datei, dann bleiben beide Seiten auf gleichem Stand. {both}</numerusform></translation></message>
<message><source>It holds no log of answers that can be read.</source><translation>Sie enthält kein lesbares Antwortprotokoll.</translation></message>
<message><source>It holds parts that Anki never makes; none was used.</source><translation>Sie enthält Teile, die Anki nie erzeugt; keiner davon wurde verwendet.</translation></message>
<message><source>It is m&amp;y own collection</source><translation>Das ist &amp;meine eigene Sammlung</translation></message>
<message><source>It is not in UTF-8, so nothing is written into it. Save it as UTF-8.</source><translation>Sie ist nicht in UTF-8, daher wird nichts hineingeschrieben. Als UTF-8 speichern.</translation></message>
<message><source>It is not kept anywhere else.</source><translation>Sie ist sonst nirgends gespeichert.</translation></message>
<message><source>It is read as soon as the rest is here.</source><translation>Sie wird gelesen, sobald der Rest da ist.</translation></message>
<message><source>It is shown again as it is now.</source><translation>Sie wird noch einmal gezeigt, wie sie jetzt ist.</translation></message>
<message><source>It is written into {place}.</source><translation>Das steht dann in {place}.</translation></message>
<message><source>It is {file} there and {here} here.</source><translation>Dort ist es {file} und hier {here}.</translation></message>
<message><source>It looks like postgresql://NAME:PASSWORD@COMPUTER/DATABASE. In the password write “@” as “%40”, “/” as “%2F”.</source><translation>Sie sieht so aus: postgresql://NAME:PASSWORT@COMPUTER/DATENBANK. Schreiben Sie im Passwort „@“ als „%40“, „/“ als „%2F“.</translation></message>
<message><source>It may consist of pictures only.</source><translation>Vielleicht besteht es nur aus Bildern.</translation></message>
<message><source>It says the same, now under {heading}.</source><translation>Er sagt dasselbe, jetzt unter {heading}.</translation></message>
<message><source>It says twice what it is; the first was taken.</source><translation>Sie sagt zweimal, was sie ist; die erste Angabe gilt.</translation></message>
<message><source>It speaks {languages}.</source><translation>Es spricht {languages}.</translation></message>
<message><source>It stays as it is</source><translation>Bleibt, wie sie ist</translation></message>
<message><source>It stood in {file} and was deleted there.</source><translation>Sie stand in {file} und wurde dort gelöscht.</translation></message>
<message><source>It takes two notes to merge.</source><translation>Zum Zusammenführen braucht es zwei Notizen.</translation></message>
<message><source>It was deleted here and still stands in {file}.</source><translation>Sie wurde hier gelöscht und steht noch in {file}.</translation></message>
<message><source>It was left as it is.</source><translation>Die Datei blieb, wie sie war.</translation></message>
<message><source>It was left as it is. Choose another file, or: {restore}</source><translation>Die Datei blieb, wie sie war. Eine andere Datei wählen oder: {restore}</translation></message>
<message><source>It was left as it is. Choose another file.</source><translation>Die Datei blieb, wie sie war. Eine andere Datei wählen.</translation></message>
<message><source>It was left as it is. Move it away, then open the collection again.</source><translation>Sie blieb, wie sie war. Die Datei woandershin verschieben, dann die Sammlung noch einmal öffnen.</translation></message>
<message><source>It was left as it is. Update Flashcards to open it.</source><translation>Die Datei blieb, wie sie war. Zum Öffnen Flashcards aktualisieren.</translation></message>
<message><source>It was left as it was. Restore a backup, or report this.</source><translation>Sie blieb, wie sie war. Eine Sicherung wiederherstellen oder dies melden.</translation></message>
<message><source>It was left out.</source><translation>Sie wurde ausgelassen.</translation></message>
<message><source>It was not read. Save the part you want to learn as a file of its own.</source><translation>Sie wurde nicht gelesen. Den zu lernenden Teil als eigene Datei speichern.</translation></message>
<message><source>It was read as {mended}.</source><translation>Sie wurde als {mended} gelesen.</translation></message>
<message><source>It will be listed under Cards to check.</source><translation>Sie erscheint dann unter „Zu prüfende Karten“.</translation></message>
<message><source>Italian</source><translation>Italienisch</translation></message>
<message><source>Italic</source><translation>Kursiv</translation></message>
<message><source>Items</source><comment>a field of a note</comment><translation>Punkte</translation></message>
<message><source>Item</source><comment>a card of a note type</comment><translation>Punkt</translation></message>
<message><source>Its cards can be studied. Update Flashcards to change it.</source><translation>Seine Karten lassen sich lernen. Zum Ändern Flashcards aktualisieren.</translation></message>
<message><source>Its fields are {fields}.</source><translation>Seine Felder sind {fields}.</translation></message>
<message><source>Its icon there still shows what waits, and opens the window again. Preferences has this choice under Every day.</source><translation>Das Symbol dort zeigt weiterhin, was wartet, und öffnet das Fenster wieder. In den Einstellungen steht diese Wahl unter „Alltag“.</translation></message>
<message><source>Its id is longer than a thousand characters.</source><translation>Ihre ID ist länger als tausend Zeichen.</translation></message>
<message><source>Its learning step lasts {time}.</source><translation>Ihr Lernschritt dauert {time}.</translation></message>
<message><source>Its note is tagged “leech”, and it is asked as before.</source><translation>Ihre Notiz bekommt das Schlagwort „leech“; abgefragt wird sie wie bisher.</translation></message>
<message><source>Its note is tagged “leech”, and it rests until you unsuspend it.</source><translation>Ihre Notiz bekommt das Schlagwort „leech“, und sie ruht, bis das Aussetzen aufgehoben wird.</translation></message>
<message><source>Its notes stay here and its files stay there; they go their own ways.</source><translation>Die Notizen bleiben hier und die Dateien dort; beide gehen eigene Wege.</translation></message>
<message><source>Its tags are longer than a million characters.</source><translation>Ihre Schlagwörter sind länger als eine Million Zeichen.</translation></message>
<message><source>Japanese</source><translation>Japanisch</translation></message>
<message><source>Join again</source><translation>Wieder beitreten</translation></message>
<message><source>Judged by the settings that {scheduler} has had since {day}.</source><translation>Nach den Einstellungen beurteilt, die seit {day} für {scheduler} gelten.</translation></message>
<message><source>Judged by {scheduler} since {day}; at the time {then} planned the card.</source><translation>Seit {day} nach {scheduler} beurteilt; damals plante {then} die Karte.</translation></message>
<message><source>KOI8-R · Cyrillic</source><translation>KOI8-R · Kyrillisch</translation></message>
<message><source>KVTML</source><translation>KVTML</translation></message>
<message><source>Kazakh</source><translation>Kasachisch</translation></message>
<message><source>Kee&amp;p unchanged</source><translation>Unverändert &amp;behalten</translation></message>
<message><source>Keep &amp;mine</source><translation>&amp;Meine behalten</translation></message>
<message><source>Keep &amp;my card</source><translation>&amp;Meine Karte behalten</translation></message>
<message><source>Keep b&amp;oth</source><translation>&amp;Beide behalten</translation></message>
<message><source>Keep decks as Markdown files in a folder, in git or beside your notes, and edit them there or here: both sides are kept in step, and no edit is lost.</source><translation>Stapel als Markdown-Dateien in einem Ordner halten, in git oder neben Ihren Notizen, und dort oder hier bearbeiten: Beide Seiten bleiben auf gleichem Stand, und keine Änderung geht verloren.</translation></message>
<message><source>Keep holidays free</source><translation>Urlaub freihalten</translation></message>
<message><source>Keep it under 500 characters.</source><translation>Unter 500 Zeichen bleiben.</translation></message>
<message><source>Keep it under {most} characters.</source><translation>Unter {most} Zeichen bleiben.</translation></message>
<message><source>Keep it, or make a note type of your own without it.</source><translation>Das Feld behalten oder einen eigenen Notiztyp ohne das Feld erstellen.</translation></message>
<message><source>Keep one in the window first: More ways to study.</source><translation>Zuerst im Fenster eine speichern: Weitere Lernarten.</translation></message>
<message><source>Keep running in the tray</source><translation>Im Infobereich weiterlaufen</translation></message>
<message><source>Keep siblings apart</source><translation>Geschwisterkarten getrennt halten</translation></message>
<message><source>Keep spreadsheets from &amp;running cells as formulas</source><translation>Verhindern, dass &amp;Tabellenprogramme Zellen als Formeln ausführen</translation></message>
<message><source>Keep the changes ({key})</source><translation>Änderungen behalten ({key})</translation></message>
<message><source>Keep the field after adding</source><translation>Das Feld nach dem Hinzufügen behalten</translation></message>
<message><source>Keep the text &amp;here in all conflicts</source><translation>In allen Konflikten den Text &amp;hier behalten</translation></message>
<message numerus="yes"><source>Keep {count} settings</source><extracomment>For one: Keep a setting</extracomment><translation><numerusform>Eine Einstellung behalten</numerusform><numerusform>{count} Einstellungen behalten</numerusform></translation></message>
<message><source>Keep {program} in the tray?</source><translation>{program} im Infobereich behalten?</translation></message>
<message><source>Keep “{field}” after adding</source><translation>„{field}“ nach dem Hinzufügen behalten</translation></message>
<message><source>Keep “{field}” after adding ({keys})</source><translation>„{field}“ nach dem Hinzufügen behalten ({keys})</translation></message>
<message><source>Keeping your choices</source><translation>Auswahl wird gespeichert</translation></message>
<message numerus="yes"><source>Keeps {count} cards with their history</source><extracomment>For one: Keeps {count} card with its history</extracomment><translation><numerusform>Behält {count} Karte mit ihrem Verlauf</numerusform><numerusform>Behält {count} Karten mit ihrem Verlauf</numerusform></translation></message>
<message><source>Kept as it is: {what}</source><translation>Behalten: {what}</translation></message>
<message><source>Keyboard shortcuts</source><translation>Tastenkürzel</translation></message>
<message><source>Keyboard shortcuts of the window</source><translation>Tastenkürzel des Fensters</translation></message>
<message><source>Keys</source><translation>Tasten</translation></message>
<message><source>Keys of all commands</source><translation>Tasten aller Befehle</translation></message>
<message><source>Khmer</source><translation>Khmer</translation></message>
<message><source>Known by</source><translation>Erkannt an</translation></message>
<message><source>Korean</source><translation>Koreanisch</translation></message>
<message><source>L&amp;anguage of the window</source><translation>Spr&amp;ache des Fensters</translation></message>
<message><source>L&amp;icences of all parts</source><translation>Li&amp;zenzen aller Teile</translation></message>
<message><source>L&amp;ight</source><translation>&amp;Hell</translation></message>
<message><source>Language</source><translation>Sprache</translation></message>
<message><source>Language &amp;if a field has none</source><translation>Sprache für Felder &amp;ohne eigene</translation></message>
<message><source>Language of the field: {language}…</source><translation>Sprache des Feldes: {language}…</translation></message>
<message><source>Language of the window</source><translation>Sprache des Fensters</translation></message>
<message><source>Lapses</source><translation>Vergessen</translation></message>
<message><source>Lar&amp;ger reading text</source><translation>Lesetext &amp;größer</translation></message>
<message><source>Large text</source><translation>Großer Text</translation></message>
<message><source>Las&amp;t day</source><translation>Le&amp;tzter Tag</translation></message>
<message><source>Last 7 days</source><translation>Letzte 7 Tage</translation></message>
<message><source>Last backup</source><translation>Letzte Sicherung</translation></message>
<message><source>Last day of the holiday</source><translation>Letzter Urlaubstag</translation></message>
<message numerus="yes"><source>Last {count} days</source><extracomment>For one: Last {count} day</extracomment><translation><numerusform>Letzter {count} Tag</numerusform><numerusform>Letzte {count} Tage</numerusform></translation></message>
<message><source>Late answers: half the delay counts after Good, all of it after Easy.</source><translation>Späte Antworten: Nach „Gut“ zählt die halbe Verspätung, nach „Einfach“ die ganze.</translation></message>
<message><source>Latin</source><translation>Latein</translation></message>
<message><source>Latin-1 · Western</source><translation>Latin-1 · Westlich</translation></message>
<message><source>Latin-2 · Central European</source><translation>Latin-2 · Mitteleuropäisch</translation></message>
<message><source>Latin-9 · Western</source><translation>Latin-9 · Westlich</translation></message>
<message><source>Latvian</source><translation>Lettisch</translation></message>
<message><source>Layout</source><translation>Anordnung</translation></message>
<message><source>Lea&amp;ve all new ones out that are shown</source><translation>Alle gezeigten neuen auslas&amp;sen</translation></message>
<message><source>Lea&amp;ve all out</source><translation>All&amp;e auslassen</translation></message>
<message><source>Learn from the cards I &amp;keep</source><translation>Aus &amp;behaltenen Karten lernen</translation></message>
<message><source>Learn something and keep it</source><translation>Lernen und behalten</translation></message>
<message><source>Learning</source><translation>Lernphase</translation></message>
<message><source>Learning history is kept; the next answer continues from there. A new card goes into review.</source><translation>Der Lernverlauf bleibt erhalten; die nächste Antwort macht dort weiter. Eine neue Karte wird zur Wiederholung.</translation></message>
<message><source>Learning steps</source><translation>Lernschritte</translation></message>
<message><source>Leave</source><translation>Austreten</translation></message>
<message><source>Leave &amp;my card as it is</source><translation>&amp;Meine Karte lassen, wie sie ist</translation></message>
<message><source>Leave all that are shown as the&amp;y are</source><translation>Alle gezeigten &amp;belassen</translation></message>
<message><source>Leave card out</source><translation>Karte auslassen</translation></message>
<message><source>Leave cards out</source><translation>Karten auslassen</translation></message>
<message><source>Leave empty to delete what is found</source><translation>Leer lassen, um das Gefundene zu löschen</translation></message>
<message><source>Leave it</source><translation>So lassen</translation></message>
<message><source>Leave out --search.</source><translation>--search weglassen.</translation></message>
<message><source>Leave out braces, colons, quotes, and #, ^ or / at the beginning.</source><translation>Geschweifte Klammern, Doppelpunkte, Anführungszeichen und #, ^ oder / am Anfang weglassen.</translation></message>
<message><source>Leave out card</source><translation>Karte auslassen</translation></message>
<message><source>Leave out the deck and --search.</source><translation>Stapel und --search weglassen.</translation></message>
<message><source>Leave siblings together</source><translation>Geschwisterkarten beisammen lassen</translation></message>
<message><source>Leave some out.</source><translation>Einige weglassen.</translation></message>
<message><source>Leave the command “{command}” out.</source><translation>Den Befehl „{command}“ weglassen.</translation></message>
<message><source>Leave the passphrase empty. To protect what you sync, leave, choose an empty folder and set the passphrase there on every computer.</source><translation>Die Passphrase leer lassen. Um den Abgleich zu schützen, austreten, einen leeren Ordner wählen und die Passphrase dort auf jedem Computer einstellen.</translation></message>
<message><source>Leave the passphrase empty. To protect what you sync, let whoever looks after the hub remove you and add you again, and set the passphrase on every computer.</source><translation>Lassen Sie die Passphrase leer. Um zu schützen, was Sie abgleichen, lassen Sie sich von der Verwaltung des Verteilers entfernen und neu aufnehmen, und setzen Sie die Passphrase auf jedem Computer.</translation></message>
<message><source>Leave them empty to use the published ones.</source><translation>Leer lassen, um die veröffentlichten zu verwenden.</translation></message>
<message><source>Leave those options out.</source><translation>Diese Optionen weglassen.</translation></message>
<message><source>Leeches</source><translation>Lernbremsen</translation></message>
<message><source>Left out</source><translation>Ausgelassen</translation></message>
<message><source>Less</source><translation>Weniger</translation></message>
<message><source>Less: nothing moves by itself, and no caret blinks.</source><translation>Weniger: Nichts bewegt sich von selbst, und keine Einfügemarke blinkt.</translation></message>
<message><source>Let another template ask what they hold, or delete them first.</source><translation>Zuerst eine andere Vorlage ihren Inhalt fragen lassen oder sie löschen.</translation></message>
<message><source>Let the computer that wrote it bring it to the folder once more.</source><translation>Den Computer, der sie geschrieben hat, sie noch einmal in den Ordner bringen lassen.</translation></message>
<message><source>Let whoever looks after it say “flashcards hub create” once more. What is there stays.</source><translation>Wer ihn betreut, soll noch einmal „flashcards hub create“ aufrufen. Was dort ist, bleibt.</translation></message>
<message><source>Let whoever looks after it turn on TLS. In a network that you trust, write “?sslmode=disable” behind the address.</source><translation>Lassen Sie die Verwaltung TLS einschalten. In einem Netz, dem Sie vertrauen, schreiben Sie „?sslmode=disable“ hinter die Adresse.</translation></message>
<message><source>Letter</source><translation>Letter</translation></message>
<message><source>Letters with and without accents are alike.</source><translation>Buchstaben mit und ohne Akzent gelten als gleich.</translation></message>
<message><source>License</source><translation>Lizenz</translation></message>
<message><source>Likeliest forgotten first</source><translation>Am ehesten vergessene zuerst</translation></message>
<message><source>Line between two parts</source><translation>Linie zwischen zwei Teilen</translation></message>
<message><source>Line {line:,} is not {encoding}; what cannot be read shows as �.</source><translation>Zeile {line:,} ist nicht {encoding}; Unlesbares erscheint als �.</translation></message>
<message><source>Line {line:,}, byte {byte:,}, is not UTF-8, so the article was read as {encoding}. If letters look wrong, save it as UTF-8.</source><translation>Zeile {line:,}, Byte {byte:,}, ist kein UTF-8, daher wurde der Artikel als {encoding} gelesen. Falls Buchstaben falsch aussehen, als UTF-8 speichern.</translation></message>
<message><source>Line {line:,}, byte {byte:,}, is not UTF-8; it shows as � ({bad:,} in all).</source><translation>Zeile {line:,}, Byte {byte:,}, ist kein UTF-8 und erscheint als � (insgesamt {bad:,}).</translation></message>
<message><source>Line {line}</source><translation>Zeile {line}</translation></message>
<message><source>Line {number}: {problem}</source><translation>Zeile {number}: {problem}</translation></message>
<message><source>Link</source><translation>Link</translation></message>
<message><source>List</source><translation>Liste</translation></message>
<message><source>Lists</source><translation>Listen</translation></message>
<message><source>Lists and multiple c&amp;hoice of articles…</source><translation>Listen und Multiple C&amp;hoice aus Artikeln…</translation></message>
<message><source>Lists and multiple choice of articles</source><translation>Listen und Multiple Choice aus Artikeln</translation></message>
<message><source>Lists left out, since they are of whole sentences or too long to learn as one: {lists:,}, with {items:,} items.</source><translation>Ausgelassene Listen, weil sie aus ganzen Sätzen bestehen oder zum Lernen am Stück zu lang sind: {lists:,}, mit {items:,} Punkten.</translation></message>
<message><source>List</source><comment>a note type</comment><translation>Liste</translation></message>
<message><source>Lithuanian</source><translation>Litauisch</translation></message>
<message><source>Log loss</source><translation>Log-Loss</translation></message>
<message><source>Log loss: {new} instead of {old}, {percent}% less.</source><translation>Log-Loss: {new} statt {old}, {percent} % weniger.</translation></message>
<message><source>Log loss: {new} instead of {old}, {percent}% more.</source><translation>Log-Loss: {new} statt {old}, {percent} % mehr.</translation></message>
<message><source>Longest due first</source><translation>Am längsten fällige zuerst</translation></message>
<message><source>Loo&amp;k at what lost…</source><translation>&amp;Was unterlag…</translation></message>
<message><source>Look at the answer first: Enter shows it.</source><translation>Erst die Antwort ansehen: Eingabe zeigt sie.</translation></message>
<message><source>Look at the changes again.</source><translation>Die Änderungen noch einmal ansehen.</translation></message>
<message><source>Look at the list again.</source><translation>Sehen Sie noch einmal in die Liste.</translation></message>
<message><source>Look at what goes, and save again if you agree.</source><translation>Ansehen, was entfernt wird, und bei Einverständnis noch einmal speichern.</translation></message>
<message><source>Look back: 1 month</source><translation>Rückblick: 1 Monat</translation></message>
<message><source>Look back: 1 year</source><translation>Rückblick: 1 Jahr</translation></message>
<message><source>Look back: 3 months</source><translation>Rückblick: 3 Monate</translation></message>
<message><source>Look back: all time</source><translation>Rückblick: gesamte Zeit</translation></message>
<message><source>Look for something found less often.</source><translation>Nach etwas suchen, das seltener vorkommt.</translation></message>
<message><source>Look for {names} in the packages of your system, and install what holds it.</source><translation>In den Paketen des Systems nach {names} suchen und installieren, was es enthält.</translation></message>
<message><source>Look i&amp;n</source><translation>Suchen &amp;in</translation></message>
<message><source>Look in</source><translation>Suchen in</translation></message>
<message><source>Look in the desktop’s own settings for starting programs.</source><translation>In den Einstellungen der Arbeitsumgebung nachsehen, welche Programme beim Anmelden starten.</translation></message>
<message><source>Look once more at what differs.</source><translation>Sehen Sie sich die Unterschiede noch einmal an.</translation></message>
<message><source>Looking ahead…</source><translation>Wird vorausberechnet…</translation></message>
<message><source>Looking at notes</source><translation>Notizen werden durchgesehen</translation></message>
<message><source>Looking at the collection</source><translation>Sammlung wird durchgesehen</translation></message>
<message><source>Looking at the desktop</source><translation>Arbeitsumgebung wird geprüft</translation></message>
<message><source>Looking at your choices</source><translation>Ihre Entscheidungen werden durchgesehen</translation></message>
<message><source>Looking at {name}</source><translation>{name} wird angesehen</translation></message>
<message><source>Looking for Anki</source><translation>Anki wird gesucht</translation></message>
<message><source>Looking for backups</source><translation>Sicherungen werden gesucht</translation></message>
<message><source>Looking for cards</source><translation>Karten werden gesucht</translation></message>
<message><source>Looking for changed cards</source><translation>Geänderte Karten werden gesucht</translation></message>
<message><source>Looking for duplicates</source><translation>Dubletten werden gesucht</translation></message>
<message><source>Looking for empty cards</source><translation>Leere Karten werden gesucht</translation></message>
<message><source>Looking for notes</source><translation>Notizen werden gesucht</translation></message>
<message><source>Looking for similar notes…</source><translation>Ähnliche Notizen werden gesucht…</translation></message>
<message><source>Looking for suggestions…</source><translation>Vorschläge werden gesucht…</translation></message>
<message><source>Looking for unfinished articles</source><translation>Unfertige Artikel werden gesucht</translation></message>
<message><source>Looking into {folder}</source><translation>{folder} wird durchgesehen</translation></message>
<message><source>Looking through the media files</source><translation>Mediendateien werden durchgesehen</translation></message>
<message><source>Looking…</source><translation>Wird geprüft…</translation></message>
<message><source>Looks in the text as it is written, with its marks for bold, links and so on.</source><translation>Sucht im Text, wie er geschrieben ist, samt den Zeichen für Fettdruck, Links usw.</translation></message>
<message><source>Lost</source><translation>Unterlegen</translation></message>
<message><source>Loudness</source><translation>Lautstärke</translation></message>
<message><source>Low priority</source><translation>Niedrige Priorität</translation></message>
<message><source>Ma&amp;tching</source><translation>&amp;Passend zu</translation></message>
<message><source>Mac Roman · Western</source><translation>Mac Roman · Westlich</translation></message>
<message><source>Macedonian</source><translation>Mazedonisch</translation></message>
<message><source>Made a hub in {where}. “flashcards hub add-learner” lets people in.</source><translation>Verteiler in {where} angelegt. „flashcards hub add-learner“ lässt jemanden hinein.</translation></message>
<message><source>Made new</source><translation>Auf neu gesetzt</translation></message>
<message numerus="yes"><source>Made {count} cards</source><extracomment>For one: Made {count} card</extracomment><translation><numerusform>{count} Karte erstellt</numerusform><numerusform>{count} Karten erstellt</numerusform></translation></message>
<message><source>Make &amp;missing cards</source><translation>&amp;Fehlende Karten erstellen</translation></message>
<message><source>Make a &amp;cloze</source><translation>&amp;Lücke erstellen</translation></message>
<message><source>Make a deck from an article</source><translation>Stapel aus einem Artikel erstellen</translation></message>
<message><source>Make a deck from it first.</source><translation>Zuerst einen Stapel daraus erstellen.</translation></message>
<message><source>Make it first.</source><translation>Zuerst anlegen.</translation></message>
<message><source>Make it smaller first.</source><translation>Zuerst verkleinern.</translation></message>
<message><source>Make lists and multiple c&amp;hoice…</source><translation>In Listen und Multiple C&amp;hoice umwandeln…</translation></message>
<message><source>Make missing cards</source><translation>Fehlende Karten erstellen</translation></message>
<message><source>Make more cards</source><translation>Mehr Karten erstellen</translation></message>
<message><source>Make one card of these</source><translation>Eine Karte daraus machen</translation></message>
<message><source>Make one of your own, or change one</source><translation>Einen eigenen erstellen oder einen ändern</translation></message>
<message><source>Make room there. What you learned is safe here and goes there later.</source><translation>Dort Platz schaffen. Gelerntes ist hier sicher und kommt später dorthin.</translation></message>
<message><source>Make room, or check the folder’s permissions, and try again.</source><translation>Platz schaffen oder die Rechte des Ordners prüfen, dann noch einmal versuchen.</translation></message>
<message><source>Make separate cards</source><translation>Getrennte Karten erstellen</translation></message>
<message><source>Make some room and try again; what was saved before is safe.</source><translation>Platz schaffen und noch einmal versuchen; vorher Gespeichertes ist sicher.</translation></message>
<message><source>Make some room on the disk and try again.</source><translation>Auf dem Datenträger Platz schaffen und noch einmal versuchen.</translation></message>
<message><source>Makes no predictions; its intervals are assumed to aim at 90%.</source><translation>Sagt nichts voraus; es wird angenommen, dass seine Abstände auf 90 % zielen.</translation></message>
<message numerus="yes"><source>Makes {count} new cards</source><extracomment>For one: Makes {count} new card</extracomment><translation><numerusform>Erstellt {count} neue Karte</numerusform><numerusform>Erstellt {count} neue Karten</numerusform></translation></message>
<message><source>Making the picture smaller…</source><translation>Das Bild wird verkleinert…</translation></message>
<message><source>Making the plan</source><translation>Plan wird erstellt</translation></message>
<message><source>Malay</source><translation>Malaiisch</translation></message>
<message><source>Manual</source><translation>Manuell</translation></message>
<message><source>Marathi</source><translation>Marathi</translation></message>
<message><source>Mark as looked at</source><translation>Als geprüft markieren</translation></message>
<message><source>Mark it again</source><translation>Wieder markieren</translation></message>
<message><source>Mark what is to be hidden, like {{c1::this}}.</source><translation>Das zu Verbergende auszeichnen, etwa {{c1::this}}.</translation></message>
<message><source>Mark “{word}” in this note again</source><translation>„{word}“ in dieser Notiz wieder markieren</translation></message>
<message><source>Markdown deck</source><translation>Markdown-Stapel</translation></message>
<message><source>Markdown deck (.md)</source><translation>Markdown-Stapel (.md)</translation></message>
<message><source>Markdown in cards</source><translation>Markdown in Karten</translation></message>
<message><source>Match s&amp;ystem</source><translation>Wie das S&amp;ystem</translation></message>
<message><source>Match system</source><translation>Wie das System</translation></message>
<message><source>Match system follows your desktop.</source><translation>„Wie das System“ richtet sich nach der Arbeitsumgebung.</translation></message>
<message><source>Mature</source><translation>Reif</translation></message>
<message><source>Maximum number of cards</source><translation>Höchstzahl der Karten</translation></message>
<message><source>Mean {mean} · 10th percentile {low}</source><translation>Mittelwert {mean} · 10. Perzentil {low}</translation></message>
<message><source>Meanwhile the collection has got another text of “{title}”. Adding these cards puts the one you see here in its place.</source><translation>Die Sammlung hat inzwischen einen anderen Text von „{title}“. Wenn Sie diese Karten hinzufügen, tritt der Text, den Sie hier sehen, an seine Stelle.</translation></message>
<message><source>Measured on the newest fifth of {answers}, which the fit had not seen.</source><translation>Gemessen am neuesten Fünftel von {answers}, das die Anpassung nicht kannte.</translation></message>
<message><source>Measuring what is known</source><translation>Wissensstand wird ermittelt</translation></message>
<message><source>Media</source><translation>Medien</translation></message>
<message><source>Media files</source><translation>Mediendateien</translation></message>
<message><source>Median {median} · 95th percentile {most}</source><translation>Median {median} · 95. Perzentil {most}</translation></message>
<message><source>Medium text</source><translation>Mittlerer Text</translation></message>
<message><source>Menus and tables stay as they are.</source><translation>Menüs und Tabellen bleiben, wie sie sind.</translation></message>
<message><source>Merge</source><translation>Zusammenführen</translation></message>
<message><source>Merge cards</source><translation>Karten zusammenführen</translation></message>
<message numerus="yes"><source>Merge {count} notes</source><extracomment>For one: Merge notes</extracomment><translation><numerusform>Notizen zusammenführen</numerusform><numerusform>{count} Notizen zusammenführen</numerusform></translation></message>
<message numerus="yes"><source>Merge {count} notes into one</source><extracomment>For one: Merge {count} note</extracomment><translation><numerusform>{count} Notiz zusammenführen</numerusform><numerusform>{count} Notizen zu einer zusammenführen</numerusform></translation></message>
<message><source>Merge “{tag}” into “{name}”?</source><translation>„{tag}“ mit „{name}“ zusammenführen?</translation></message>
<message><source>Merged the tag into {tag}</source><translation>Schlagwort mit {tag} zusammengeführt</translation></message>
<message numerus="yes"><source>Merged {count} notes</source><extracomment>For one: Merged {count} note</extracomment><translation><numerusform>{count} Notiz zusammengeführt</numerusform><numerusform>{count} Notizen zusammengeführt</numerusform></translation></message>
<message><source>Mi&amp;x of new cards and reviews</source><translation>&amp;Mischung neuer Karten und Wiederholungen</translation></message>
<message><source>Mine</source><translation>Meine</translation></message>
<message><source>Minimised, or in the tray where its icon is on.</source><translation>Minimiert, oder im Infobereich, wenn sein Symbol an ist.</translation></message>
<message><source>Minutes</source><translation>Minuten</translation></message>
<message><source>Missing</source><translation>Fehlend</translation></message>
<message><source>Missing ({count})</source><translation>Fehlend ({count})</translation></message>
<message numerus="yes"><source>Missing: {count} files.</source><extracomment>For one: Missing: {count} file.</extracomment><translation><numerusform>Es fehlt: {count} Datei.</numerusform><numerusform>Es fehlen: {count} Dateien.</numerusform></translation></message>
<message><source>Misspelt words are underlined. {next} goes to the next one; {suggest} or the right mouse button shows what may have been meant.</source><translation>Falsch geschriebene Wörter sind unterstrichen. {next} führt zum nächsten; {suggest} oder die rechte Maustaste zeigt, was gemeint sein könnte.</translation></message>
<message><source>Mnemosyne</source><translation>Mnemosyne</translation></message>
<message><source>Model</source><translation>Modell</translation></message>
<message><source>Monday</source><translation>Montag</translation></message>
<message><source>Mongolian</source><translation>Mongolisch</translation></message>
<message><source>More</source><translation>Mehr</translation></message>
<message><source>More &amp;new cards today</source><translation>Heute mehr &amp;neue Karten</translation></message>
<message><source>More &amp;ways to study</source><translation>&amp;Weitere Lernarten</translation></message>
<message><source>More about presets</source><translation>Mehr zu Voreinstellungen</translation></message>
<message><source>More about this note</source><translation>Mehr zu dieser Notiz</translation></message>
<message><source>More cards from {article}</source><translation>Mehr Karten aus {article}</translation></message>
<message><source>More formatting</source><translation>Weitere Formatierungen</translation></message>
<message><source>More new cards</source><translation>Mehr neue Karten</translation></message>
<message><source>More reviews would not help.</source><translation>Mehr Wiederholungen würden nicht helfen.</translation></message>
<message><source>More ways to study</source><translation>Weitere Lernarten</translation></message>
<message><source>More would go than you were told.</source><translation>Es würde mehr entfernt als angekündigt.</translation></message>
<message><source>Most at risk first</source><translation>Am meisten gefährdete zuerst</translation></message>
<message><source>Most on one day: {cards}, {day}</source><translation>Höchstzahl an einem Tag: {cards}, {day}</translation></message>
<message><source>Motion</source><translation>Bewegung</translation></message>
<message><source>Move</source><translation>Verschieben</translation></message>
<message><source>Move &amp;up</source><translation>Nach &amp;oben</translation></message>
<message><source>Move card do&amp;wn</source><translation>Karte nach un&amp;ten</translation></message>
<message><source>Move card of note type</source><translation>Karte des Notiztyps verschieben</translation></message>
<message><source>Move card u&amp;p</source><translation>Karte nach &amp;oben</translation></message>
<message><source>Move deck</source><translation>Stapel verschieben</translation></message>
<message><source>Move do&amp;wn</source><translation>Nach &amp;unten</translation></message>
<message><source>Move down</source><translation>Nach unten</translation></message>
<message><source>Move field</source><translation>Feld verschieben</translation></message>
<message><source>Move field do&amp;wn</source><translation>Feld nach un&amp;ten</translation></message>
<message><source>Move field or card do&amp;wn</source><translation>Feld oder Karte nach un&amp;ten</translation></message>
<message><source>Move field or card u&amp;p</source><translation>Feld oder Karte nach &amp;oben</translation></message>
<message><source>Move field u&amp;p</source><translation>Feld nach &amp;oben</translation></message>
<message><source>Move it &amp;down</source><translation>Nach &amp;unten rücken</translation></message>
<message><source>Move it &amp;up</source><translation>Nach &amp;oben rücken</translation></message>
<message><source>Move it out of the folder if nobody needs it there.</source><translation>Sie aus dem Ordner entfernen, wenn niemand sie dort braucht.</translation></message>
<message><source>Move it to the &amp;left</source><translation>Nach &amp;links rücken</translation></message>
<message><source>Move it to the &amp;right</source><translation>Nach &amp;rechts rücken</translation></message>
<message><source>Move saved search &amp;up</source><translation>Gespeicherte Suche nach &amp;oben</translation></message>
<message><source>Move saved search d&amp;own</source><translation>Gespeicherte Suche nach u&amp;nten</translation></message>
<message><source>Move search</source><translation>Suche verschieben</translation></message>
<message><source>Move the collection to a folder you may write to.</source><translation>Die Sammlung in einen beschreibbaren Ordner verschieben.</translation></message>
<message><source>Move the collection to a local drive.</source><translation>Die Sammlung auf ein lokales Laufwerk verschieben.</translation></message>
<message><source>Move the file elsewhere, or check that it belongs to you.</source><translation>Die Datei verschieben oder prüfen, ob sie Ihnen gehört.</translation></message>
<message><source>Move to deck</source><translation>In Stapel verschieben</translation></message>
<message><source>Move up</source><translation>Nach oben</translation></message>
<message numerus="yes"><source>Move {count} cards</source><extracomment>For one: Move card</extracomment><translation><numerusform>Karte verschieben</numerusform><numerusform>{count} Karten verschieben</numerusform></translation></message>
<message><source>Move “{deck}” into</source><translation>„{deck}“ verschieben in</translation></message>
<message><source>Moved</source><translation>Verschoben</translation></message>
<message><source>Moved {cards} to {deck}</source><translation>{cards} nach {deck} verschoben</translation></message>
<message><source>Moved “{deck}” into “{above}”</source><translation>„{deck}“ in „{above}“ verschoben</translation></message>
<message><source>Moved “{deck}” to the top</source><translation>„{deck}“ auf die oberste Ebene verschoben</translation></message>
<message><source>Moves the due dates of intervals of 3 days or more by a few days.</source><translation>Verschiebt die Fälligkeitstage bei Abständen ab 3 Tagen um einige Tage.</translation></message>
<message><source>Moving average</source><translation>Gleitender Mittelwert</translation></message>
<message><source>Moving cards</source><translation>Karten werden verschoben</translation></message>
<message><source>Multiple choice</source><translation>Multiple Choice</translation></message>
<message><source>Multiple choice</source><comment>a note type</comment><translation>Multiple Choice</translation></message>
<message><source>Must lie between {least} and {most}.</source><translation>Muss zwischen {least} und {most} liegen.</translation></message>
<message><source>My notes</source><translation>Meine Notizen</translation></message>
<message><source>N&amp;ext found card</source><translation>&amp;Nächste gefundene Karte</translation></message>
<message><source>N&amp;ote types</source><translation>N&amp;otiztypen</translation></message>
<message><source>Na&amp;me</source><translation>Na&amp;me</translation></message>
<message><source>Name</source><translation>Name</translation></message>
<message><source>Name a file for the collection.</source><translation>Eine Datei für die Sammlung nennen.</translation></message>
<message><source>Name it once more: “flashcards sync FOLDER”.</source><translation>Geben Sie ihn noch einmal an: „flashcards sync ORDNER“.</translation></message>
<message><source>Name of the card</source><translation>Name der Karte</translation></message>
<message><source>Name of the field</source><translation>Name des Feldes</translation></message>
<message><source>Name of the model</source><translation>Name des Modells</translation></message>
<message><source>Name of the note type</source><translation>Name des Notiztyps</translation></message>
<message><source>Name of the plan</source><translation>Name des Plans</translation></message>
<message><source>Name of this computer</source><translation>Name dieses Computers</translation></message>
<message><source>Name what the mask hides</source><translation>Benennen, was die Maske verbirgt</translation></message>
<message><source>Names and settings that lost</source><translation>Unterlegene Namen und Einstellungen</translation></message>
<message><source>Names for the template</source><translation>Namen für die Vorlage</translation></message>
<message><source>Names the text a note was made from, below its answer.</source><translation>Nennt unter der Antwort den Text, aus dem die Notiz erstellt wurde.</translation></message>
<message><source>Ne&amp;w shortcut</source><translation>&amp;Neues Kürzel</translation></message>
<message><source>Ne&amp;xt deck</source><translation>&amp;Nächster Stapel</translation></message>
<message><source>Ne&amp;xt page</source><translation>&amp;Nächste Seite</translation></message>
<message><source>Nepali</source><translation>Nepalesisch</translation></message>
<message><source>New</source><translation>Neu</translation></message>
<message><source>New &amp;preset for this deck…</source><translation>Neue &amp;Voreinstellung für diesen Stapel…</translation></message>
<message><source>New &amp;term</source><translation>Neuer Be&amp;griff</translation></message>
<message><source>New &amp;type</source><translation>Neuer &amp;Typ</translation></message>
<message><source>New and forgotten cards come back within minutes first; then ease, with multipliers of your own. What most learners know from Anki.</source><translation>Neue und vergessene Karten kommen zuerst binnen Minuten wieder; danach gilt die Leichtigkeit mit eigenen Faktoren. Das, was die meisten von Anki kennen.</translation></message>
<message><source>New card</source><translation>Neue Karte</translation></message>
<message><source>New cards</source><translation>Neue Karten</translation></message>
<message><source>New cards a day</source><translation>Neue Karten am Tag</translation></message>
<message><source>New cards a day of this deck</source><translation>Neue Karten am Tag (dieser Stapel)</translation></message>
<message><source>New cards a day of {name}</source><translation>Neue Karten am Tag bei {name}</translation></message>
<message><source>New cards a day, reviews a day, order, scheduling, rating buttons.</source><translation>Neue Karten am Tag, Wiederholungen am Tag, Reihenfolge, Planung, Bewertungsstufen.</translation></message>
<message><source>New cards are shown before their turn, and stay new.</source><translation>Neue Karten werden vor der Zeit gezeigt und bleiben neu.</translation></message>
<message><source>New cards come only while the reviews of the day leave room for them, as in Anki.</source><translation>Neue Karten kommen nur, solange die Wiederholungen des Tages Platz dafür lassen, wie in Anki.</translation></message>
<message><source>New cards count as reviews</source><translation>Neue Karten zählen als Wiederholungen</translation></message>
<message><source>New cards first</source><translation>Neue Karten zuerst</translation></message>
<message><source>New cards last</source><translation>Neue Karten zuletzt</translation></message>
<message><source>New cards limited &amp;by</source><translation>Neue Karten &amp;begrenzt durch</translation></message>
<message><source>New cards never &amp;run out</source><translation>Neue Karten &amp;gehen nie aus</translation></message>
<message><source>New cards today of this deck</source><translation>Neue Karten heute (dieser Stapel)</translation></message>
<message><source>New collection</source><translation>Neue Sammlung</translation></message>
<message><source>New deck</source><translation>Neuer Stapel</translation></message>
<message><source>New deck from &amp;pasted text</source><translation>Neuer Stapel aus &amp;eingefügtem Text</translation></message>
<message><source>New deck from ar&amp;ticle…</source><translation>Neuer Stapel aus Ar&amp;tikel…</translation></message>
<message><source>New deck from article</source><translation>Neuer Stapel aus Artikel</translation></message>
<message><source>New deck from article…</source><translation>Neuer Stapel aus Artikel…</translation></message>
<message><source>New deck from {article}</source><translation>Neuer Stapel aus {article}</translation></message>
<message><source>New deck in {deck}</source><translation>Neuer Stapel in {deck}</translation></message>
<message><source>New field</source><translation>Neues Feld</translation></message>
<message><source>New note type</source><translation>Neuer Notiztyp</translation></message>
<message><source>New note type…</source><translation>Neuer Notiztyp …</translation></message>
<message><source>New preset for “{deck}”</source><translation>Neue Voreinstellung für „{deck}“</translation></message>
<message><source>New preset…</source><translation>Neue Voreinstellung…</translation></message>
<message><source>New s&amp;ubdeck…</source><translation>Neuer Unter&amp;stapel…</translation></message>
<message><source>New shortcut</source><translation>Neues Tastenkürzel</translation></message>
<message><source>Next &amp;group of options</source><translation>Nächste Options&amp;gruppe</translation></message>
<message><source>Next &amp;kind</source><translation>Nächste Ar&amp;t</translation></message>
<message><source>Next &amp;page</source><translation>Nächste Se&amp;ite</translation></message>
<message><source>Next 7 days</source><translation>Nächste 7 Tage</translation></message>
<message><source>Next c&amp;ard</source><translation>Nächste &amp;Karte</translation></message>
<message><source>Next card</source><translation>Nächste Karte</translation></message>
<message><source>Next cloze</source><translation>Nächste Lücke</translation></message>
<message><source>Next corner of a polygon</source><translation>Nächste Ecke eines Vielecks</translation></message>
<message><source>Next due</source><translation>Nächste fällig</translation></message>
<message><source>Next due: {when}</source><translation>Nächste fällig: {when}</translation></message>
<message><source>Next mask</source><translation>Nächste Maske</translation></message>
<message><source>Next misspelt word</source><translation>Nächstes falsch geschriebenes Wort</translation></message>
<message><source>Next note</source><translation>Nächste Notiz</translation></message>
<message><source>Next pa&amp;ge</source><translation>Nächste S&amp;eite</translation></message>
<message><source>Next part of the &amp;screen</source><translation>Nächster &amp;Bereich des Fensters</translation></message>
<message><source>Next pro&amp;blem</source><translation>Nächstes &amp;Problem</translation></message>
<message><source>Next row</source><translation>Nächste Zeile</translation></message>
<message><source>Next: {day}.</source><translation>Nächste: {day}.</translation></message>
<message><source>No article is open</source><translation>Kein Artikel ist geöffnet</translation></message>
<message><source>No articles yet</source><translation>Noch keine Artikel</translation></message>
<message><source>No backups yet.</source><translation>Noch keine Sicherungen.</translation></message>
<message><source>No card</source><translation>Keine Karte</translation></message>
<message><source>No card comes from this article</source><translation>Keine Karte stammt aus diesem Artikel</translation></message>
<message><source>No card comes from this article.</source><translation>Keine Karte stammt aus diesem Artikel.</translation></message>
<message><source>No card counts as one.</source><translation>Keine Karte gilt als Lernbremse.</translation></message>
<message><source>No card fits this choice</source><translation>Keine Karte passt zu dieser Auswahl</translation></message>
<message><source>No card fits this choice.</source><translation>Keine Karte passt zu dieser Auswahl.</translation></message>
<message><source>No card is chosen that you have not written yourself</source><translation>Keine Karte ist gewählt, die Sie nicht selbst geschrieben haben</translation></message>
<message><source>No card is chosen; Space chooses one</source><translation>Keine Karte ist gewählt; die Leertaste wählt eine</translation></message>
<message><source>No card is likely enough; nothing was added.</source><translation>Keine Karte ist sicher genug; es wurde nichts hinzugefügt.</translation></message>
<message><source>No card is {share} sure; nothing was added.</source><translation>Keine Karte ist zu {share} sicher; es wurde nichts hinzugefügt.</translation></message>
<message><source>No card matches “{query}”.</source><translation>Keine Karte passt auf „{query}“.</translation></message>
<message><source>No card needs a script, and nothing is left out.</source><translation>Keine Karte braucht ein Skript, und nichts wird ausgelassen.</translation></message>
<message><source>No card needs a script. What is missing or odd is told below.</source><translation>Keine Karte braucht ein Skript. Was fehlt oder ungewöhnlich ist, steht unten.</translation></message>
<message><source>No card of an article has the form of a list or of a multiple choice</source><translation>Keine Karte eines Artikels hat die Form einer Liste oder einer Multiple-Choice-Frage</translation></message>
<message><source>No card of these decks was answered yet.</source><translation>Noch keine Karte dieser Stapel wurde beantwortet.</translation></message>
<message><source>No card of this article is due</source><translation>Keine Karte dieses Artikels ist fällig</translation></message>
<message><source>No card of this deck has been learned yet</source><translation>Noch keine Karte dieses Stapels wurde gelernt</translation></message>
<message><source>No card shows this field.</source><translation>Keine Karte zeigt dieses Feld.</translation></message>
<message><source>No card stays away for longer than this.</source><translation>Keine Karte bleibt länger weg.</translation></message>
<message><source>No card was chosen.</source><translation>Keine Karte wurde gewählt.</translation></message>
<message><source>No cards are buried</source><translation>Keine Karten sind zurückgestellt</translation></message>
<message><source>No cards are buried here</source><translation>Hier sind keine Karten zurückgestellt</translation></message>
<message><source>No cards are due on these days yet</source><translation>An diesen Tagen sind noch keine Karten fällig</translation></message>
<message><source>No cards come or go.</source><translation>Es kommen keine Karten hinzu, und es fallen keine weg.</translation></message>
<message><source>No cards to check</source><translation>Keine Karten zu prüfen</translation></message>
<message><source>No cards were found in this article</source><translation>In diesem Artikel wurden keine Karten gefunden</translation></message>
<message><source>No cards yet</source><translation>Noch keine Karten</translation></message>
<message><source>No cards yet. Select words in the article ({select}), then {new} makes a card.</source><translation>Noch keine Karten. Wörter im Artikel auswählen ({select}), dann macht {new} eine Karte daraus.</translation></message>
<message><source>No catch-ups yet. Those you add appear here.</source><translation>Noch keine Aufholpläne. Hinzugefügte erscheinen hier.</translation></message>
<message><source>No choices remembered yet.</source><translation>Noch keine Entscheidungen gemerkt.</translation></message>
<message><source>No collection can lie there: {reason}.</source><translation>Dort kann keine Sammlung liegen: {reason}.</translation></message>
<message><source>No command has that name.</source><translation>Kein Befehl hat diesen Namen.</translation></message>
<message><source>No day gets a card.</source><translation>Kein Tag bekommt eine Karte.</translation></message>
<message><source>No days</source><translation>Keine Tage</translation></message>
<message><source>No deck was found in {file}.</source><translation>In {file} wurde kein Stapel gefunden.</translation></message>
<message><source>No decks yet. “flashcards import FILE” adds one.</source><translation>Noch keine Stapel. „flashcards import FILE“ fügt einen hinzu.</translation></message>
<message><source>No due dates change</source><translation>Kein Fälligkeitstag ändert sich</translation></message>
<message><source>No duplicates</source><translation>Keine Dubletten</translation></message>
<message><source>No duplicates.</source><translation>Keine Dubletten.</translation></message>
<message><source>No empty cards</source><translation>Keine leeren Karten</translation></message>
<message><source>No exams yet. Those you add appear here.</source><translation>Noch keine Prüfungen. Hinzugefügte erscheinen hier.</translation></message>
<message><source>No extra reviews needed: {cards} at {retention}% or more.</source><translation>Keine Zusatzwiederholungen nötig: {cards} bei {retention} % oder mehr.</translation></message>
<message><source>No field is called “{name}”</source><translation>Kein Feld heißt „{name}“</translation></message>
<message><source>No flag</source><translation>Kein Fähnchen</translation></message>
<message><source>No folder is watched</source><translation>Kein Ordner wird überwacht</translation></message>
<message><source>No folder is watched. “flashcards watch FOLDER” begins.</source><translation>Kein Ordner wird überwacht. „flashcards watch FOLDER“ beginnt damit.</translation></message>
<message><source>No further card was found</source><translation>Keine weitere Karte gefunden</translation></message>
<message><source>No holidays yet. Those you add appear here.</source><translation>Noch keine Urlaube. Hinzugefügte erscheinen hier.</translation></message>
<message><source>No loudspeaker or headphones were found. Connect some, then play again.</source><translation>Weder Lautsprecher noch Kopfhörer gefunden. Eines davon anschließen, dann noch einmal abspielen.</translation></message>
<message><source>No media file is missing</source><translation>Keine Mediendatei fehlt</translation></message>
<message><source>No media file is unused</source><translation>Keine Mediendatei ist unbenutzt</translation></message>
<message><source>No microphone was found. Connect one, then try again.</source><translation>Kein Mikrofon gefunden. Eines anschließen und noch einmal versuchen.</translation></message>
<message><source>No misspelt word was found in this note.</source><translation>In dieser Notiz wurde kein falsch geschriebenes Wort gefunden.</translation></message>
<message><source>No new card comes.</source><translation>Es kommt keine neue Karte.</translation></message>
<message><source>No note changes; the newer text is kept</source><translation>Keine Notiz ändert sich; der neuere Text wird behalten</translation></message>
<message><source>No note has the tag “{tag}” any more.</source><translation>Keine Notiz hat mehr das Schlagwort „{tag}“.</translation></message>
<message><source>No note of this type fits.</source><translation>Keine Notiz dieses Typs passt.</translation></message>
<message><source>No note type has a field called {name}.</source><translation>Kein Notiztyp hat ein Feld namens {name}.</translation></message>
<message><source>No note type has a field “{name}”.</source><translation>Kein Notiztyp hat ein Feld „{name}“.</translation></message>
<message><source>No notes</source><translation>Keine Notizen</translation></message>
<message><source>No notes were found.</source><translation>Keine Notizen gefunden.</translation></message>
<message><source>No other deck uses this preset.</source><translation>Kein anderer Stapel verwendet diese Voreinstellung.</translation></message>
<message><source>No problems found</source><translation>Keine Probleme gefunden</translation></message>
<message><source>No problems found.</source><translation>Keine Probleme gefunden.</translation></message>
<message><source>No saved sessions yet. Those you save appear here, each with a key to start it.</source><translation>Noch keine gespeicherten Sitzungen. Gespeicherte erscheinen hier, jede mit einer Taste zum Starten.</translation></message>
<message><source>No separator fits every row. Put a tab, comma, semicolon or | between the front and back of each row.</source><translation>Kein Trennzeichen passt zu jeder Zeile. Zwischen Vorder- und Rückseite jeder Zeile einen Tabulator, ein Komma, ein Semikolon oder | setzen.</translation></message>
<message><source>No session is kept as “{name}”.</source><translation>Keine Sitzung ist als „{name}“ gespeichert.</translation></message>
<message><source>No session is kept.</source><translation>Keine Sitzung ist gespeichert.</translation></message>
<message><source>No suggestions</source><translation>Keine Vorschläge</translation></message>
<message><source>No systemd session of yours runs here, so nothing can remind you while {name} is closed. Let it start with the desktop instead.</source><translation>Hier läuft keine systemd-Sitzung von Ihnen, deshalb kann Sie nichts erinnern, solange {name} geschlossen ist. Stattdessen mit der Arbeitsumgebung starten lassen.</translation></message>
<message><source>No terms were found in “{title}”</source><translation>In „{title}“ wurden keine Begriffe gefunden</translation></message>
<message><source>No two notes say the same in this field.</source><translation>Keine zwei Notizen sagen in diesem Feld dasselbe.</translation></message>
<message><source>No two notes say the same or nearly the same in this field.</source><translation>Keine zwei Notizen sagen in diesem Feld dasselbe oder fast dasselbe.</translation></message>
<message><source>No voice for {language} is installed. Add one in the settings of your system.</source><translation>Für {language} ist keine Stimme installiert. In den Systemeinstellungen lässt sich eine hinzufügen.</translation></message>
<message><source>No voice is installed. Add one in the settings of your system; on Linux, install speech-dispatcher and espeak-ng.</source><translation>Keine Stimme ist installiert. In den Systemeinstellungen lässt sich eine hinzufügen; unter Linux speech-dispatcher und espeak-ng installieren.</translation></message>
<message><source>No weekday is left to study on.</source><translation>Kein Wochentag zum Lernen bleibt übrig.</translation></message>
<message><source>No weekly portion</source><translation>Kein Wochenpensum</translation></message>
<message><source>No word at the cursor is marked as misspelt.</source><translation>Kein Wort am Cursor ist als falsch geschrieben markiert.</translation></message>
<message><source>No words yet.</source><translation>Noch keine Wörter.</translation></message>
<message><source>No {language} dictionary, so its spelling is not checked. Install {package}, or see Preferences, Spelling.</source><translation>Kein Wörterbuch für {language}, daher wird die Rechtschreibung nicht geprüft. {package} installieren oder „Einstellungen &gt; Rechtschreibung“ ansehen.</translation></message>
<message><source>No {language} dictionary, so its spelling is not checked. Preferences, Spelling, says where to put one.</source><translation>Kein Wörterbuch für {language}, daher wird die Rechtschreibung nicht geprüft. Unter „Einstellungen &gt; Rechtschreibung“ steht, wohin eines gehört.</translation></message>
<message><source>Nobody answers at {host}:{port}: {reason}.</source><translation>Unter {host}:{port} antwortet niemand: {reason}.</translation></message>
<message><source>Nobody is in it yet. “flashcards hub add-learner” lets people in.</source><translation>Noch ist niemand darin. „flashcards hub add-learner“ lässt jemanden hinein.</translation></message>
<message><source>Nobody shares progress with you.</source><translation>Niemand teilt seinen Fortschritt mit Ihnen.</translation></message>
<message><source>None</source><translation>Keine</translation></message>
<message><source>None of its cards has a due date yet.</source><translation>Noch keine seiner Karten hat einen Fälligkeitstag.</translation></message>
<message><source>None of its cards has a template.</source><translation>Keine ihrer Karten hat eine Vorlage.</translation></message>
<message><source>None of the cards can be used: {problem}</source><translation>Keine der Karten ist verwendbar: {problem}</translation></message>
<message><source>None of these cards is new.</source><translation>Keine dieser Karten ist neu.</translation></message>
<message><source>None yet</source><translation>Noch keine</translation></message>
<message><source>Nor&amp;mal reading text</source><translation>Lesetext nor&amp;mal</translation></message>
<message><source>Normal priority</source><translation>Normale Priorität</translation></message>
<message><source>Norwegian</source><translation>Norwegisch</translation></message>
<message><source>Norwegian, Bokmål</source><translation>Norwegisch, Bokmål</translation></message>
<message><source>Norwegian, Nynorsk</source><translation>Norwegisch, Nynorsk</translation></message>
<message><source>Not a scheduler: your recent recall, the same for every card.</source><translation>Kein Planungsverfahren: Ihre Trefferquote der letzten Zeit, für jede Karte gleich.</translation></message>
<message><source>Not all was read</source><translation>Nicht alles gelesen</translation></message>
<message><source>Not all was sent</source><translation>Nicht alles gesendet</translation></message>
<message><source>Not imported</source><translation>Nicht importiert</translation></message>
<message><source>Not imported: {columns} and {count} more. Choose what each column becomes.</source><translation>Nicht importiert: {columns} und {count} weitere. Wählen, was aus jeder Spalte wird.</translation></message>
<message><source>Not imported: {columns}. Choose what each column becomes.</source><translation>Nicht importiert: {columns}. Wählen, was aus jeder Spalte wird.</translation></message>
<message><source>Not in this file:</source><translation>Nicht in dieser Datei:</translation></message>
<message><source>Not protected with a passphrase: whoever can look there can read the cards</source><translation>Nicht mit einer Passphrase geschützt: Wer dort hineinsehen kann, kann die Karten lesen</translation></message>
<message><source>Not protected with a passphrase: whoever can open the folder can read your cards. One can only be chosen at the start, for an empty folder, with --passphrase-file.</source><translation>Nicht mit einer Passphrase geschützt: Wer den Ordner öffnen kann, kann Ihre Karten lesen. Wählen lässt sie sich nur am Anfang, für einen leeren Ordner, mit --passphrase-file.</translation></message>
<message><source>Not saved. The card stays; rate it again.</source><translation>Nicht gespeichert. Die Karte bleibt; noch einmal bewerten.</translation></message>
<message><source>Not set</source><translation>Nicht festgelegt</translation></message>
<message><source>Not synced</source><translation>Nicht abgeglichen</translation></message>
<message><source>Not synced yet</source><translation>Noch nicht abgeglichen</translation></message>
<message><source>Not taken over: {fields}</source><translation>Nicht übernommen: {fields}</translation></message>
<message><source>Note</source><translation>Notiz</translation></message>
<message><source>Note t&amp;ype</source><translation>Notizt&amp;yp</translation></message>
<message><source>Note ty&amp;pe</source><translation>Notizt&amp;yp</translation></message>
<message><source>Note type</source><translation>Notiztyp</translation></message>
<message><source>Note type “{name}”: its scripts are not run.</source><translation>Notiztyp „{name}“: Seine Skripte werden nicht ausgeführt.</translation></message>
<message numerus="yes"><source>Note type “{name}”: {count} notes with text that no card shows.</source><extracomment>For one: Note type “{name}”: {count} note with text that no card shows.</extracomment><translation><numerusform>Notiztyp „{name}“: {count} Notiz mit Text, den keine Karte zeigt.</numerusform><numerusform>Notiztyp „{name}“: {count} Notizen mit Text, den keine Karte zeigt.</numerusform></translation></message>
<message><source>Note types</source><translation>Notiztypen</translation></message>
<message><source>Note types as in each row</source><translation>Notiztypen laut Zeile</translation></message>
<message><source>Note types gives each field a language of its own.</source><translation>„Notiztypen“ gibt jedem Feld eine eigene Sprache.</translation></message>
<message><source>Note types…</source><translation>Notiztypen…</translation></message>
<message><source>Note {number} has no fields and was left out.</source><translation>Notiz {number} hat keine Felder und wurde ausgelassen.</translation></message>
<message><source>Notes</source><translation>Notizen</translation></message>
<message><source>Notes &amp;you have</source><translation>&amp;Vorhandene Notizen</translation></message>
<message><source>Notes that come out</source><translation>Entstehende Notizen</translation></message>
<message><source>Notes that wait for you</source><translation>Notizen, die auf Sie warten</translation></message>
<message><source>Notes to change</source><translation>Zu ändernde Notizen</translation></message>
<message><source>Notes were changed since you looked, so nothing was replaced.</source><translation>Seit der Ansicht wurden Notizen geändert, daher wurde nichts ersetzt.</translation></message>
<message><source>Notes with masks over a picture cannot be merged.</source><translation>Notizen mit Masken über einem Bild lassen sich nicht zusammenführen.</translation></message>
<message><source>Notes you have</source><translation>Vorhandene Notizen</translation></message>
<message><source>Nothing about the card changes.</source><translation>An der Karte ändert sich nichts.</translation></message>
<message><source>Nothing due in the next 7 days</source><translation>In den nächsten 7 Tagen ist nichts fällig</translation></message>
<message><source>Nothing falls due {span}</source><translation>Nichts wird fällig: {span}</translation></message>
<message><source>Nothing falls due. A card gets its date with your first answer.</source><translation>Nichts wird fällig. Eine Karte bekommt ihren Tag mit Ihrer ersten Antwort.</translation></message>
<message><source>Nothing follows {word}</source><translation>Auf {word} folgt nichts</translation></message>
<message><source>Nothing found</source><translation>Nichts gefunden</translation></message>
<message><source>Nothing has changed here.</source><translation>Hier hat sich nichts geändert.</translation></message>
<message><source>Nothing in it is marked as a term, a question, a list or a comparison. You can still read it here and make cards of your own from its passages.</source><translation>Nichts darin ist als Begriff, Frage, Liste oder Vergleich gekennzeichnet. Sie können den Text trotzdem hier lesen und aus seinen Passagen eigene Karten machen.</translation></message>
<message><source>Nothing is due</source><translation>Nichts ist fällig</translation></message>
<message><source>Nothing is due in {deck}</source><translation>Nichts ist fällig in {deck}</translation></message>
<message><source>Nothing is due now</source><translation>Im Moment ist nichts fällig</translation></message>
<message><source>Nothing is due today</source><translation>Heute ist nichts fällig</translation></message>
<message><source>Nothing is due, so there is nothing to catch up on</source><translation>Nichts ist fällig, also gibt es nichts aufzuholen</translation></message>
<message><source>Nothing is due.</source><translation>Nichts ist fällig.</translation></message>
<message><source>Nothing is left for today.</source><translation>Für heute ist nichts mehr übrig.</translation></message>
<message><source>Nothing left to study today.</source><translation>Heute ist nichts mehr zu lernen.</translation></message>
<message><source>Nothing more just now</source><translation>Im Moment nichts weiter</translation></message>
<message><source>Nothing new</source><translation>Nichts Neues</translation></message>
<message><source>Nothing of it was taken in. Update Flashcards on this computer and on the one that wrote it.</source><translation>Nichts davon wurde übernommen. Flashcards auf diesem Computer aktualisieren und auf dem, der sie geschrieben hat.</translation></message>
<message><source>Nothing of this article is left to answer today.</source><translation>Zu diesem Artikel ist heute nichts mehr zu beantworten.</translation></message>
<message><source>Nothing of this row becomes a field; it is left out.</source><translation>Nichts aus dieser Zeile wird zu einem Feld; sie wird ausgelassen.</translation></message>
<message><source>Nothing stands behind {word}</source><translation>Hinter {word} steht nichts</translation></message>
<message><source>Nothing to answer in this article</source><translation>Nichts zu beantworten in diesem Artikel</translation></message>
<message><source>Nothing to compare</source><translation>Nichts zu vergleichen</translation></message>
<message><source>Nothing to count yet</source><translation>Noch nichts zu zählen</translation></message>
<message><source>Nothing to plan yet</source><translation>Noch nichts zu planen</translation></message>
<message><source>Nothing to replace</source><translation>Nichts zu ersetzen</translation></message>
<message><source>Nothing to simulate yet</source><translation>Noch nichts zu simulieren</translation></message>
<message><source>Nothing to study now</source><translation>Gerade nichts zu lernen</translation></message>
<message><source>Nothing waits for you</source><translation>Nichts wartet auf Sie</translation></message>
<message><source>Nothing was answered in this period.</source><translation>In diesem Zeitraum wurde nichts beantwortet.</translation></message>
<message><source>Nothing was changed on two computers at once.</source><translation>Nichts wurde auf zwei Computern zugleich geändert.</translation></message>
<message><source>Nothing was changed.</source><translation>Nichts wurde geändert.</translation></message>
<message><source>Nothing was changed. Bring it back or connect its drive, or stop watching it.</source><translation>Nichts wurde geändert. Den Ordner zurückbringen, sein Laufwerk verbinden oder das Überwachen beenden.</translation></message>
<message><source>Nothing was heard. Check that the microphone is on.</source><translation>Nichts war zu hören. Prüfen, ob das Mikrofon eingeschaltet ist.</translation></message>
<message><source>Nothing was imported</source><translation>Nichts wurde importiert</translation></message>
<message><source>Nothing was imported. Export a smaller part of it and try again.</source><translation>Nichts wurde importiert. Einen kleineren Teil davon exportieren und noch einmal versuchen.</translation></message>
<message><source>Nothing was kept. Save the part you want to learn as a file of its own.</source><translation>Nichts wurde behalten. Den zu lernenden Teil als eigene Datei speichern.</translation></message>
<message><source>Nothing was left behind.</source><translation>Es ist nichts zurückgeblieben.</translation></message>
<message><source>Nothing was scheduled. Set the clock and start again.</source><translation>Nichts wurde geplant. Die Uhr stellen und von vorn beginnen.</translation></message>
<message><source>Nothing was synced.</source><translation>Es wurde nichts abgeglichen.</translation></message>
<message><source>Nothing weak was found in this card.</source><translation>In dieser Karte wurden keine Schwächen gefunden.</translation></message>
<message><source>Nothing with the number {number} waits to be decided.</source><translation>Unter der Nummer {number} wartet nichts auf eine Entscheidung.</translation></message>
<message><source>Notifying</source><translation>Benachrichtigung wird gezeigt</translation></message>
<message><source>Now</source><translation>Jetzt</translation></message>
<message><source>Now:</source><translation>Jetzt:</translation></message>
<message><source>Num&amp;ber of cards on the program’s icon</source><translation>Anza&amp;hl der Karten auf dem Programmsymbol</translation></message>
<message><source>Number {place} must lie between {low:g} and {high:g}.</source><translation>Zahl {place} muss zwischen {low:g} und {high:g} liegen.</translation></message>
<message><source>Numbered list</source><translation>Nummerierte Liste</translation></message>
<message><source>Numbers and charts come with your first answers.</source><translation>Zahlen und Diagramme kommen mit Ihren ersten Antworten.</translation></message>
<message><source>Numbers and dates follow it. What your cards say stays as it is.</source><translation>Zahlen und Daten richten sich danach. Was auf Ihren Karten steht, bleibt, wie es ist.</translation></message>
<message><source>Numbers and days</source><translation>Zahlen und Tage</translation></message>
<message><source>O&amp;rder of reviews</source><translation>Reihenfolge &amp;der Wiederholungen</translation></message>
<message><source>OK</source><translation>OK</translation></message>
<message><source>Obsidian Flashcards</source><translation>Obsidian Flashcards</translation></message>
<message><source>Obsidian Spaced Repetition</source><translation>Obsidian Spaced Repetition</translation></message>
<message><source>Occlusion</source><comment>a field of a note</comment><translation>Abdeckung</translation></message>
<message><source>Of cards with more than {most} answers the newest came.</source><translation>Von Karten mit mehr als {most} Antworten kamen die neuesten.</translation></message>
<message><source>Of the {learned} learned so far, {said}</source><translation>Bisher gelernt: {learned}, davon {said}</translation></message>
<message><source>Of this row only “{field}” is filled in, so nothing answers it; it is left out.</source><translation>In dieser Zeile ist nur „{field}“ ausgefüllt, daher antwortet nichts darauf; sie wird ausgelassen.</translation></message>
<message><source>Oldest first</source><translation>Älteste zuerst</translation></message>
<message><source>On Debian and Ubuntu: {line}</source><translation>Unter Debian und Ubuntu: {line}</translation></message>
<message><source>On average they gave what really happened, remembered or forgotten, a chance of {new}; the old ones {old}.</source><translation>Im Mittel gaben sie dem, was wirklich geschah (gewusst oder vergessen), eine Wahrscheinlichkeit von {new}; die alten {old}.</translation></message>
<message><source>On average {means}</source><translation>Im Mittel {means}</translation></message>
<message><source>On average {means} a day</source><translation>Im Mittel {means} am Tag</translation></message>
<message><source>On eac&amp;h card</source><translation>Auf &amp;jeder Karte</translation></message>
<message><source>On each card</source><translation>Auf jeder Karte</translation></message>
<message><source>On this computer, with an OpenAI-compatible interface. Empty: off.</source><translation>Auf diesem Computer, mit OpenAI-kompatibler Schnittstelle. Leer: aus.</translation></message>
<message><source>On wh&amp;ich days</source><translation>An &amp;welchen Tagen</translation></message>
<message><source>Once a day at most, only if there are cards to study, and never while this window is in front.</source><translation>Höchstens einmal am Tag, nur wenn es Karten zu lernen gibt, und nie, solange dieses Fenster vorn ist.</translation></message>
<message><source>Once cards were answered, their past can be judged by other rules.</source><translation>Sobald Karten beantwortet wurden, lässt sich ihre Vergangenheit nach anderen Regeln beurteilen.</translation></message>
<message><source>Once you have cards, you can simulate the days ahead here.</source><translation>Sobald es Karten gibt, lassen sich hier die kommenden Tage simulieren.</translation></message>
<message><source>Once you have decks, you can plan your study days here.</source><translation>Sobald es Stapel gibt, lassen sich hier die Lerntage planen.</translation></message>
<message><source>One history cannot go to two cards.</source><translation>Ein Verlauf kann nicht auf zwei Karten übergehen.</translation></message>
<message><source>One note becomes one note: that is neither a split nor a merge.</source><translation>Aus einer Notiz wird eine Notiz: Das ist weder Aufteilen noch Zusammenführen.</translation></message>
<message><source>One note cannot be split into fewer than two.</source><translation>Eine Notiz lässt sich nicht in weniger als zwei aufteilen.</translation></message>
<message><source>One of these cards does not exist any more.</source><translation>Eine dieser Karten gibt es nicht mehr.</translation></message>
<message><source>One of these notes does not exist any more.</source><translation>Eine dieser Notizen gibt es nicht mehr.</translation></message>
<message><source>One row per card</source><translation>Eine Zeile je Karte</translation></message>
<message><source>One row per note</source><translation>Eine Zeile je Notiz</translation></message>
<message><source>One step; you can undo it</source><translation>Ein einziger Schritt, der sich rückgängig machen lässt</translation></message>
<message><source>One weekday at least must have some work.</source><translation>Mindestens ein Wochentag muss etwas Arbeit haben.</translation></message>
<message><source>Only a .pdf file takes the cards of a search.</source><translation>Nur eine .pdf-Datei nimmt die Karten einer Suche auf.</translation></message>
<message><source>Only answers that count for the schedule can be corrected.</source><translation>Nur Antworten, die für die Planung zählen, lassen sich berichtigen.</translation></message>
<message><source>Only books without such a lock can be read.</source><translation>Nur Bücher ohne solchen Schutz können gelesen werden.</translation></message>
<message><source>Only cards that match</source><translation>Nur passende Karten</translation></message>
<message><source>Only cloze note types hide parts of a field.</source><translation>Nur Lückentext-Notiztypen verbergen Teile eines Feldes.</translation></message>
<message><source>Only new cards have a place, and none of these is new</source><translation>Nur neue Karten haben einen Platz, und keine von diesen ist neu</translation></message>
<message><source>Only new cards have a place.</source><translation>Nur neue Karten haben einen Platz.</translation></message>
<message><source>Only tables (.csv, .tsv, .txt) have settings for how they are read.</source><translation>Nur Tabellen (.csv, .tsv, .txt) haben Einstellungen dafür, wie sie gelesen werden.</translation></message>
<message><source>Only tags and saved searches can be deleted here</source><translation>Hier lassen sich nur Schlagwörter und gespeicherte Suchen löschen</translation></message>
<message><source>Only the first {count:,} of {there:,} pages were read. Save the others as a file of their own.</source><translation>Nur die ersten {count:,} von {there:,} Seiten wurden gelesen. Die anderen als eigene Datei speichern.</translation></message>
<message><source>Only the note type “Cloze” hides parts of a text. Choose it first.</source><translation>Nur der Notiztyp „Lückentext“ verbirgt Teile eines Textes. Diesen zuerst wählen.</translation></message>
<message><source>Only those that come with the program can be reset.</source><translation>Nur mitgelieferte lassen sich zurücksetzen.</translation></message>
<message><source>Only where several answer at the address.</source><translation>Nur wenn unter der Adresse mehrere antworten.</translation></message>
<message><source>Open</source><translation>Öffnen</translation></message>
<message><source>Open a newer version of an article to see what changed.</source><translation>Eine neuere Fassung eines Artikels öffnen, um zu sehen, was sich geändert hat.</translation></message>
<message><source>Open ano&amp;ther collection…</source><translation>Andere Samml&amp;ung öffnen…</translation></message>
<message><source>Open another co&amp;llection…</source><translation>Andere Samm&amp;lung öffnen…</translation></message>
<message><source>Open another collection</source><translation>Andere Sammlung öffnen</translation></message>
<message><source>Open files in the window: a collection is shown, a deck is looked at before it is imported, and an article becomes a deck. A window that is open already takes them. “flashcards FILE” does the same.</source><translation>Dateien im Fenster öffnen: Eine Sammlung wird gezeigt, ein Stapel vor dem Importieren angesehen, und aus einem Artikel wird ein Stapel. Ein schon offenes Fenster übernimmt sie. „flashcards FILE“ bewirkt dasselbe.</translation></message>
<message><source>Open it again first.</source><translation>Zuerst wieder öffnen.</translation></message>
<message><source>Open it again to change it.</source><translation>Zum Ändern noch einmal öffnen.</translation></message>
<message><source>Open it in Word or LibreOffice, and save it again as .docx.</source><translation>In Word oder LibreOffice öffnen und neu als .docx speichern.</translation></message>
<message><source>Open it in a PDF reader, and save or print it as a PDF without one.</source><translation>In einem PDF-Programm öffnen und als PDF ohne Passwort speichern oder drucken.</translation></message>
<message><source>Open it in a PDF reader, and save or print it as a new PDF.</source><translation>In einem PDF-Programm öffnen und als neues PDF speichern oder drucken.</translation></message>
<message><source>Open it in a PDF reader, and save or print the pages you want as a new PDF.</source><translation>In einem PDF-Programm öffnen und die gewünschten Seiten als neues PDF speichern oder drucken.</translation></message>
<message><source>Open it in the program it was made with, and save it again without a password.</source><translation>Im Programm öffnen, mit dem sie erstellt wurde, und ohne Passwort neu speichern.</translation></message>
<message><source>Open its new text, or paste it.</source><translation>Den neuen Text öffnen oder einfügen.</translation></message>
<message><source>Open its newer te&amp;xt…</source><translation>Neueren Te&amp;xt öffnen…</translation></message>
<message><source>Open now</source><translation>Jetzt öffnen</translation></message>
<message><source>Open one from the list of articles.</source><translation>Einen aus der Artikelliste öffnen.</translation></message>
<message><source>Open the bin again.</source><translation>Den Papierkorb noch einmal öffnen.</translation></message>
<message><source>Open the card’s history again.</source><translation>Den Verlauf der Karte noch einmal öffnen.</translation></message>
<message><source>Open the file that &amp;waits</source><translation>&amp;Wartende Datei öffnen</translation></message>
<message><source>Open the folder that they are in instead.</source><translation>Stattdessen den Ordner öffnen, in dem sie liegen.</translation></message>
<message><source>Open the newer text</source><translation>Neueren Text öffnen</translation></message>
<message><source>Open this address in your browser?</source><translation>Diese Adresse im Browser öffnen?</translation></message>
<message><source>Opening the article</source><translation>Artikel wird geöffnet</translation></message>
<message><source>Opens text, Markdown, saved web pages, Word, PDF and EPUB. Nothing leaves this computer. You decide on every card before it is added.</source><translation>Öffnet Text, Markdown, gespeicherte Webseiten, Word, PDF und EPUB. Nichts verlässt diesen Computer. Sie entscheiden über jede Karte, bevor sie hinzugefügt wird.</translation></message>
<message><source>Options belong to decks: how many new cards a day, in which order, and when next.</source><translation>Optionen gehören zu Stapeln: wie viele neue Karten am Tag, in welcher Reihenfolge und wann wieder.</translation></message>
<message><source>Options for {deck}</source><translation>Optionen für {deck}</translation></message>
<message><source>Or start with your own</source><translation>Oder mit Eigenem beginnen</translation></message>
<message><source>Or the address of a &amp;hub</source><translation>Oder die Adresse eines &amp;Verteilers</translation></message>
<message><source>Orange</source><translation>Orange</translation></message>
<message><source>Orange flag</source><translation>Orangefarbenes Fähnchen</translation></message>
<message><source>Order</source><translation>Reihenfolge</translation></message>
<message><source>Org: org-drill, org-anki</source><translation>Org: org-drill, org-anki</translation></message>
<message><source>Other rows of the history can be ignored.</source><translation>Andere Zeilen des Verlaufs lassen sich ignorieren.</translation></message>
<message><source>Other than in {program}</source><translation>Anders als in {program}</translation></message>
<message><source>Over how many days</source><translation>Über wie viele Tage</translation></message>
<message><source>Overdue</source><translation>Überfällig</translation></message>
<message><source>P&amp;lans</source><translation>&amp;Pläne</translation></message>
<message><source>PDF</source><translation>PDF</translation></message>
<message><source>PDF files encrypted without a password</source><translation>PDF-Dateien, die ohne Passwort verschlüsselt sind</translation></message>
<message><source>Packages and collections of Anki’s</source><translation>Anki-Pakete und -Sammlungen</translation></message>
<message><source>Page: s&amp;imulator</source><translation>Seite: Si&amp;mulator</translation></message>
<message><source>Page: sche&amp;duler trial</source><translation>Seite: Verfahrens&amp;vergleich</translation></message>
<message><source>Pages after</source><translation>Seiten danach</translation></message>
<message><source>Pages are not fetched from the network.</source><translation>Seiten werden nicht aus dem Netz geholt.</translation></message>
<message><source>Pages before</source><translation>Seiten davor</translation></message>
<message><source>Pages of the preferences</source><translation>Seiten der Einstellungen</translation></message>
<message><source>Paper</source><translation>Papier</translation></message>
<message><source>Paragraph</source><translation>Absatz</translation></message>
<message><source>Parts of the note type</source><translation>Teile des Notiztyps</translation></message>
<message><source>Passages</source><translation>Passagen</translation></message>
<message><source>Passphrase</source><translation>Passphrase</translation></message>
<message><source>Passphrase:</source><translation>Passphrase:</translation></message>
<message><source>Past year</source><translation>Letzte 12 Monate</translation></message>
<message><source>Paste a picture</source><translation>Bild einfügen</translation></message>
<message><source>Paste as no&amp;tes</source><translation>Als &amp;Notizen einfügen</translation></message>
<message><source>Paste its newer te&amp;xt</source><translation>Neueren Te&amp;xt einfügen</translation></message>
<message><source>Paste te&amp;xt</source><translation>Te&amp;xt einfügen</translation></message>
<message><source>Paste without formatting</source><translation>Ohne Formatierung einfügen</translation></message>
<message><source>Pasted notes</source><translation>Eingefügte Notizen</translation></message>
<message><source>Pause</source><translation>Pause</translation></message>
<message><source>Paused. Press {key} to continue.</source><translation>Pause. Weiter mit {key}.</translation></message>
<message><source>Perfect</source><translation>Perfekt</translation></message>
<message><source>Persian</source><translation>Persisch</translation></message>
<message><source>Picks the least busy of the days near the due date.</source><translation>Nimmt unter den Tagen um den Fälligkeitstag den am wenigsten belegten.</translation></message>
<message><source>Picture</source><translation>Bild</translation></message>
<message><source>Picture with masks</source><translation>Bild mit Masken</translation></message>
<message><source>Picture {number} of {count}</source><translation>Bild {number} von {count}</translation></message>
<message><source>Pictures</source><translation>Bilder</translation></message>
<message><source>Pictures and sounds</source><translation>Bilder und Töne</translation></message>
<message><source>Place in the middle, or write the text or name</source><translation>In die Mitte setzen oder Text bzw. Namen schreiben</translation></message>
<message><source>Places begin at 0, and steps at 1.</source><translation>Plätze beginnen bei 0, Schrittweiten bei 1.</translation></message>
<message><source>Plan catch-up</source><translation>Aufholen planen</translation></message>
<message numerus="yes"><source>Plan catch-up over {count} days</source><extracomment>For one: Plan catch-up over {count} day</extracomment><translation><numerusform>Aufholen über {count} Tag planen</numerusform><numerusform>Aufholen über {count} Tage planen</numerusform></translation></message>
<message><source>Plan for exam</source><translation>Für Prüfung planen</translation></message>
<message><source>Plan for it later.</source><translation>Später dafür planen.</translation></message>
<message><source>Planned for the exam on {day}</source><translation>Für die Prüfung am {day} geplant</translation></message>
<message><source>Plans</source><translation>Pläne</translation></message>
<message><source>Plans and saved searches</source><translation>Pläne und gespeicherte Suchen</translation></message>
<message><source>Play</source><translation>Abspielen</translation></message>
<message><source>Play sounds automatically</source><translation>Töne automatisch abspielen</translation></message>
<message><source>Play the ne&amp;xt sound alone</source><translation>Nächsten Ton &amp;einzeln abspielen</translation></message>
<message><source>Play the soun&amp;ds</source><translation>&amp;Töne abspielen</translation></message>
<message><source>Play the sounds</source><translation>Töne abspielen</translation></message>
<message><source>Point at a passage, or go from one to the next with Up and Down.</source><translation>Auf eine Passage zeigen oder mit den Tasten „Auf“ und „Ab“ von einer zur nächsten gehen.</translation></message>
<message><source>Polish</source><translation>Polnisch</translation></message>
<message><source>Polygon</source><translation>Vieleck</translation></message>
<message><source>Portuguese</source><translation>Portugiesisch</translation></message>
<message><source>Portuguese, Brazilian</source><translation>Portugiesisch, brasilianisch</translation></message>
<message><source>PostgreSQL: a hub for a family or a class</source><translation>PostgreSQL: ein Verteiler für eine Familie oder eine Klasse</translation></message>
<message><source>Pre&amp;vious card</source><translation>Vo&amp;rherige Karte</translation></message>
<message><source>Pre&amp;vious group of options</source><translation>Vorherige O&amp;ptionsgruppe</translation></message>
<message><source>Predicted and remembered</source><translation>Vorausgesagt und gewusst</translation></message>
<message><source>Predicted by</source><translation>Vorausgesagt von</translation></message>
<message><source>Predicts how likely you are to remember each card, and shows it when that falls to the share you choose. It can be fitted to your own answers.</source><translation>Sagt für jede Karte voraus, wie wahrscheinlich Sie sich erinnern, und zeigt sie, wenn dieser Wert auf den gewählten Anteil sinkt. Lässt sich an die eigenen Antworten anpassen.</translation></message>
<message><source>Preferences</source><translation>Einstellungen</translation></message>
<message><source>Preferences pages</source><translation>Seiten der Einstellungen</translation></message>
<message><source>Preferences: &amp;appearance</source><translation>Einstellungen: &amp;Darstellung</translation></message>
<message><source>Preferences: &amp;collection</source><translation>Einstellungen: &amp;Sammlung</translation></message>
<message><source>Preferences: &amp;every day</source><translation>Einstellungen: &amp;Alltag</translation></message>
<message><source>Preferences: &amp;shortcuts</source><translation>Einstellungen: &amp;Tastenkürzel</translation></message>
<message><source>Preferences: &amp;study</source><translation>Einstellungen: &amp;Lernen</translation></message>
<message><source>Preferences: a&amp;bout</source><translation>Einstellungen: &amp;Über</translation></message>
<message><source>Preferences: s&amp;pelling</source><translation>Einstellungen: &amp;Rechtschreibung</translation></message>
<message><source>Preferences: s&amp;ync</source><translation>Einstellungen: A&amp;bgleich</translation></message>
<message><source>Preset</source><translation>Voreinstellung</translation></message>
<message><source>Preset &amp;name</source><translation>&amp;Name der Voreinstellung</translation></message>
<message><source>Preset in &amp;use</source><translation>&amp;Voreinstellung</translation></message>
<message><source>Preset “{name}”</source><translation>Voreinstellung „{name}“</translation></message>
<message><source>Press Enter in the table to come here. Esc cancels.</source><translation>Eingabe in der Tabelle führt hierher. Esc bricht ab.</translation></message>
<message><source>Press the keys</source><translation>Tasten drücken</translation></message>
<message><source>Preview</source><translation>Vorschau</translation></message>
<message><source>Preview in the dark theme</source><translation>Vorschau im dunklen Farbschema</translation></message>
<message><source>Preview in the light theme</source><translation>Vorschau im hellen Farbschema</translation></message>
<message><source>Preview new cards</source><translation>Vorschau auf neue Karten</translation></message>
<message><source>Preview of new cards</source><translation>Vorschau auf neue Karten</translation></message>
<message><source>Preview of the back</source><translation>Vorschau der Rückseite</translation></message>
<message><source>Preview of the front</source><translation>Vorschau der Vorderseite</translation></message>
<message><source>Preview with a&amp;nother note…</source><translation>Vorschau &amp;mit anderer Notiz…</translation></message>
<message><source>Preview with another note</source><translation>Vorschau mit anderer Notiz</translation></message>
<message><source>Preview with n&amp;ext note</source><translation>Vorschau mit nä&amp;chster Notiz</translation></message>
<message><source>Preview with previous no&amp;te</source><translation>Vorschau mit vorheri&amp;ger Notiz</translation></message>
<message><source>Preview: card {number} of {count}</source><translation>Vorschau: Karte {number} von {count}</translation></message>
<message><source>Preview: next card</source><translation>Vorschau: nächste Karte</translation></message>
<message><source>Preview: play the sounds</source><translation>Vorschau: Töne abspielen</translation></message>
<message><source>Preview: previous card</source><translation>Vorschau: vorherige Karte</translation></message>
<message><source>Preview: question only, or both sides</source><translation>Vorschau: nur Frage oder beide Seiten</translation></message>
<message><source>Previo&amp;us deck</source><translation>V&amp;orheriger Stapel</translation></message>
<message><source>Previous area of the &amp;window</source><translation>&amp;Voriger Bereich des Fensters</translation></message>
<message><source>Previous card</source><translation>Vorherige Karte</translation></message>
<message><source>Previous kin&amp;d</source><translation>Vorher&amp;ige Art</translation></message>
<message><source>Previous mask</source><translation>Vorherige Maske</translation></message>
<message><source>Previous note</source><translation>Vorherige Notiz</translation></message>
<message><source>Previous pa&amp;ge</source><translation>Vorherige Sei&amp;te</translation></message>
<message><source>Previous row</source><translation>Vorherige Zeile</translation></message>
<message><source>Print cards</source><translation>Karten drucken</translation></message>
<message><source>Print stud&amp;y cards…</source><translation>&amp;Lernkarten drucken…</translation></message>
<message numerus="yes"><source>Printed {count} cards</source><extracomment>For one: Printed {count} card</extracomment><translation><numerusform>{count} Karte gedruckt</numerusform><numerusform>{count} Karten gedruckt</numerusform></translation></message>
<message><source>Printing the bac&amp;k</source><translation>&amp;Rückseitendruck</translation></message>
<message><source>Printing the back</source><translation>Rückseitendruck</translation></message>
<message><source>Printing {name}</source><translation>{name} wird gedruckt</translation></message>
<message><source>Priority: &amp;high</source><translation>Priorität: &amp;hoch</translation></message>
<message><source>Priority: &amp;low</source><translation>Priorität: n&amp;iedrig</translation></message>
<message><source>Priority: &amp;normal</source><translation>Priorität: &amp;normal</translation></message>
<message><source>Problems</source><translation>Probleme</translation></message>
<message><source>Profile</source><translation>Profil</translation></message>
<message><source>Program</source><translation>Programm</translation></message>
<message><source>Progress</source><translation>Fortschritt</translation></message>
<message><source>Protected with a passphrase</source><translation>Mit einer Passphrase geschützt</translation></message>
<message><source>Published {deck} again: {count}.</source><translation>{deck} wieder veröffentlicht: {count}.</translation></message>
<message><source>Published {deck}: {count}.</source><translation>{deck} veröffentlicht: {count}.</translation></message>
<message><source>Punjabi</source><translation>Panjabi</translation></message>
<message><source>Put a&amp;way</source><translation>Weg&amp;legen</translation></message>
<message><source>Put article away</source><translation>Artikel weglegen</translation></message>
<message><source>Put awa&amp;y</source><translation>&amp;Weglegen</translation></message>
<message><source>Put back</source><translation>Wieder aufnehmen</translation></message>
<message><source>Put “{title}” away</source><translation>„{title}“ weglegen</translation></message>
<message><source>Python package</source><translation>Python-Paket</translation></message>
<message><source>Qt for Python: sound, video and speech</source><translation>Qt for Python: Ton, Video und Sprache</translation></message>
<message><source>Qt for Python: the window</source><translation>Qt for Python: das Fenster</translation></message>
<message><source>Qualities</source><translation>Bewertungen</translation></message>
<message><source>Question</source><translation>Frage</translation></message>
<message><source>Question only</source><translation>Nur Frage</translation></message>
<message><source>Question: {words}</source><translation>Frage: {words}</translation></message>
<message><source>Questions</source><translation>Fragen</translation></message>
<message><source>Questions with folded answers</source><translation>Fragen mit eingeklappten Antworten</translation></message>
<message><source>Question</source><comment>a field of a note</comment><translation>Frage</translation></message>
<message><source>Quit</source><translation>Beenden</translation></message>
<message><source>Quit Flashcards and start again.</source><translation>Flashcards beenden und neu starten.</translation></message>
<message><source>Quit Flashcards and start again; if something is missing, restore a backup.</source><translation>Flashcards beenden und neu starten; falls etwas fehlt, eine Sicherung wiederherstellen.</translation></message>
<message><source>Quit Flashcards, put the file back where it was, and start again.</source><translation>Flashcards beenden, die Datei zurücklegen, wo sie war, und neu starten.</translation></message>
<message><source>Quizlet set</source><translation>Quizlet-Lernset</translation></message>
<message><source>Quotes</source><translation>Anführungszeichen</translation></message>
<message><source>R&amp;edo decision</source><translation>Entscheidung wieder&amp;herstellen</translation></message>
<message><source>Raise the limit in the deck options, or give a number of days.</source><translation>Das Limit in den Stapeloptionen erhöhen oder eine Anzahl Tage angeben.</translation></message>
<message><source>Random</source><translation>Zufällig</translation></message>
<message><source>Rat&amp;ing buttons</source><translation>B&amp;ewertungsstufen</translation></message>
<message><source>Rate 0: blackout</source><translation>Mit 0 bewerten: nichts gewusst</translation></message>
<message><source>Rate 1: again</source><translation>Mit 1 bewerten: nochmal</translation></message>
<message><source>Rate 2: hard / almost</source><translation>Mit 2 bewerten: schwer / fast</translation></message>
<message><source>Rate 3: good / hard</source><translation>Mit 3 bewerten: gut / schwer</translation></message>
<message><source>Rate 4: easy / good</source><translation>Mit 4 bewerten: einfach / gut</translation></message>
<message><source>Rate 5: easy</source><translation>Mit 5 bewerten: einfach</translation></message>
<message><source>Rate Again</source><translation>Mit „Nochmal“ bewerten</translation></message>
<message><source>Rate as proposed, else Good</source><translation>Wie vorgeschlagen bewerten, sonst mit „Gut“</translation></message>
<message><source>Rate {number}: {word}</source><translation>Mit {number} bewerten: {word}</translation></message>
<message><source>Rate {word}</source><translation>Mit „{word}“ bewerten</translation></message>
<message><source>Rated {word}</source><translation>Mit „{word}“ bewertet</translation></message>
<message><source>Ratings</source><translation>Bewertungen</translation></message>
<message><source>Re&amp;gular expression</source><translation>Re&amp;gulärer Ausdruck</translation></message>
<message><source>Re&amp;position…</source><translation>&amp;Position ändern…</translation></message>
<message><source>Read</source><translation>Lesen</translation></message>
<message><source>Read &amp;as</source><translation>&amp;Lesen als</translation></message>
<message><source>Read &amp;on</source><translation>&amp;Weiterlesen</translation></message>
<message><source>Read a&amp;gain</source><translation>Noch einmal &amp;lesen</translation></message>
<message><source>Read an &amp;article…</source><translation>&amp;Artikel lesen…</translation></message>
<message><source>Read an a&amp;rticle first…</source><translation>Artikel zuerst &amp;lesen…</translation></message>
<message><source>Read an article</source><translation>Artikel lesen</translation></message>
<message><source>Read and ans&amp;wer</source><translation>Lesen und an&amp;tworten</translation></message>
<message><source>Read and ans&amp;wer ({count})</source><translation>Lesen und ant&amp;worten ({count})</translation></message>
<message><source>Read and answe&amp;r</source><translation>Lesen und an&amp;tworten</translation></message>
<message><source>Read and answer</source><translation>Lesen und antworten</translation></message>
<message><source>Read and answer: {title}</source><translation>Lesen und antworten: {title}</translation></message>
<message><source>Read article</source><translation>Artikel lesen</translation></message>
<message><source>Read article again</source><translation>Artikel noch einmal lesen</translation></message>
<message><source>Read as</source><translation>Lesen als</translation></message>
<message><source>Read as a&amp;n article</source><translation>Als A&amp;rtikel lesen</translation></message>
<message><source>Read bac&amp;k</source><translation>&amp;Zurückblättern</translation></message>
<message><source>Read on</source><translation>Weiterlesen</translation></message>
<message><source>Read paste&amp;d text</source><translation>&amp;Eingefügten Text lesen</translation></message>
<message><source>Read the card &amp;aloud</source><translation>Karte &amp;vorlesen</translation></message>
<message><source>Read to the end</source><translation>Zu Ende gelesen</translation></message>
<message><source>Read {article}</source><translation>{article} lesen</translation></message>
<message><source>Read “{title}”</source><translation>„{title}“ lesen</translation></message>
<message><source>Reading</source><translation>Lesen</translation></message>
<message><source>Reading priority</source><translation>Lesepriorität</translation></message>
<message><source>Reading the article again</source><translation>Artikel wird noch einmal gelesen</translation></message>
<message><source>Reading the pictures…</source><translation>Bilder werden gelesen…</translation></message>
<message><source>Reading {count} files</source><translation>{count} Dateien werden gelesen</translation></message>
<message><source>Reading {name}</source><translation>{name} wird gelesen</translation></message>
<message><source>Reading {name}…</source><translation>{name} wird gelesen…</translation></message>
<message><source>Reason</source><translation>Anlass</translation></message>
<message><source>Recalculate</source><translation>Neu berechnen</translation></message>
<message><source>Recalculates due dates from your review history, using each deck’s current options. The history is kept. Check the changes first; nothing changes until you apply them.</source><translation>Berechnet Fälligkeitstage neu: aus dem Verlauf der Wiederholungen, mit den aktuellen Optionen jedes Stapels. Der Verlauf bleibt erhalten. Zuerst die Änderungen prüfen; bis zum Anwenden ändert sich nichts.</translation></message>
<message><source>Recall by month</source><translation>Behalten nach Monaten</translation></message>
<message><source>Record sound</source><translation>Ton aufnehmen</translation></message>
<message><source>Record sound…</source><translation>Ton aufnehmen…</translation></message>
<message><source>Recorded: {length}</source><translation>Aufgenommen: {length}</translation></message>
<message><source>Recording</source><translation>Aufnahme</translation></message>
<message><source>Recording… {length}</source><translation>Wird aufgenommen… {length}</translation></message>
<message><source>Rectangle</source><translation>Rechteck</translation></message>
<message><source>Red</source><translation>Rot</translation></message>
<message><source>Red flag</source><translation>Rotes Fähnchen</translation></message>
<message><source>Redo</source><translation>Wiederherstellen</translation></message>
<message><source>Redoing</source><translation>Wird wiederhergestellt</translation></message>
<message><source>Redone: {step}</source><translation>Wiederhergestellt: {step}</translation></message>
<message><source>Redone: {step}.</source><translation>Wiederhergestellt: {step}.</translation></message>
<message><source>Relative workload per weekday.</source><translation>Arbeitsanteil je Wochentag.</translation></message>
<message><source>Relearning</source><translation>Neulernen</translation></message>
<message><source>Remembered</source><translation>Gewusst</translation></message>
<message><source>Remembered: {all} of all, {young} of young, {mature} of mature cards</source><translation>Gewusst: {all} von allen, {young} der jungen, {mature} der reifen Karten</translation></message>
<message><source>Remembering your choice</source><translation>Auswahl wird gemerkt</translation></message>
<message><source>Reminder</source><translation>Erinnerung</translation></message>
<message><source>Reminds you of cards that wait in {program}</source><translation>Erinnert an Karten, die in {program} warten</translation></message>
<message><source>Remo&amp;ve card</source><translation>Karte ent&amp;fernen</translation></message>
<message><source>Remo&amp;ve field</source><translation>Feld ent&amp;fernen</translation></message>
<message><source>Remo&amp;ve field or card</source><translation>Feld oder Karte ent&amp;fernen</translation></message>
<message><source>Remove</source><translation>Entfernen</translation></message>
<message><source>Remove &amp;highlight</source><translation>Markierung &amp;entfernen</translation></message>
<message><source>Remove article</source><translation>Artikel entfernen</translation></message>
<message><source>Remove card</source><translation>Karte entfernen</translation></message>
<message><source>Remove card from note type</source><translation>Karte vom Notiztyp entfernen</translation></message>
<message><source>Remove catch-up</source><translation>Aufholplan entfernen</translation></message>
<message><source>Remove exam</source><translation>Prüfung entfernen</translation></message>
<message><source>Remove field</source><translation>Feld entfernen</translation></message>
<message numerus="yes"><source>Remove flag from {count} cards</source><extracomment>For one: Remove flag</extracomment><translation><numerusform>Fähnchen entfernen</numerusform><numerusform>Fähnchen von {count} Karten entfernen</numerusform></translation></message>
<message><source>Remove highlight</source><translation>Markierung entfernen</translation></message>
<message><source>Remove holiday</source><translation>Urlaub entfernen</translation></message>
<message><source>Remove note</source><translation>Notiz entfernen</translation></message>
<message><source>Remove p&amp;lan</source><translation>Plan entfe&amp;rnen</translation></message>
<message><source>Remove shortcut</source><translation>Kürzel entfernen</translation></message>
<message><source>Remove ta&amp;gs…</source><translation>Schlagwörter entfe&amp;rnen…</translation></message>
<message><source>Remove tags</source><translation>Schlagwörter entfernen</translation></message>
<message><source>Remove what stands there; the program makes its own.</source><translation>Entfernen, was dort steht; das Programm legt seine eigene Datei an.</translation></message>
<message><source>Remove {name} with all that is theirs in the hub? This cannot be undone. [y/N]</source><translation>{name} mit allem entfernen, was im Verteiler dazugehört? Das lässt sich nicht rückgängig machen. [j/N]</translation></message>
<message><source>Removed the flag from {cards}</source><translation>Fähnchen von {cards} entfernt</translation></message>
<message><source>Removed {name} with all that was theirs in the hub.</source><translation>{name} wurde mit allem entfernt, was ihm oder ihr im Verteiler gehörte.</translation></message>
<message><source>Removed “{name}”. {moved}.</source><translation>„{name}“ entfernt. {moved}.</translation></message>
<message><source>Removed “{title}”; {stay}</source><translation>„{title}“ entfernt; {stay}</translation></message>
<message numerus="yes"><source>Removes {count} cards</source><extracomment>For one: Removes {count} card</extracomment><translation><numerusform>Entfernt {count} Karte</numerusform><numerusform>Entfernt {count} Karten</numerusform></translation></message>
<message><source>Removing the plan</source><translation>Plan wird entfernt</translation></message>
<message><source>Rena&amp;me card…</source><translation>Karte umb&amp;enennen…</translation></message>
<message><source>Rena&amp;me field</source><translation>Feld umb&amp;enennen</translation></message>
<message><source>Rena&amp;me field or card</source><translation>Feld oder Karte umb&amp;enennen</translation></message>
<message><source>Rename</source><translation>Umbenennen</translation></message>
<message><source>Rename card</source><translation>Karte umbenennen</translation></message>
<message><source>Rename card of note type</source><translation>Karte des Notiztyps umbenennen</translation></message>
<message><source>Rename computer</source><translation>Computer umbenennen</translation></message>
<message><source>Rename deck</source><translation>Stapel umbenennen</translation></message>
<message><source>Rename field</source><translation>Feld umbenennen</translation></message>
<message><source>Rename note type</source><translation>Notiztyp umbenennen</translation></message>
<message><source>Rename plan</source><translation>Plan umbenennen</translation></message>
<message><source>Rename preset</source><translation>Voreinstellung umbenennen</translation></message>
<message><source>Rename search</source><translation>Suche umbenennen</translation></message>
<message><source>Rename tag</source><translation>Schlagwort umbenennen</translation></message>
<message><source>Rename the file or its folder, or let the program start with the desktop.</source><translation>Datei oder Ordner umbenennen oder das Programm mit der Arbeitsumgebung starten lassen.</translation></message>
<message><source>Rename the plan</source><translation>Plan umbenennen</translation></message>
<message><source>Rename the session</source><translation>Sitzung umbenennen</translation></message>
<message><source>Renamed the search to “{name}”</source><translation>Suche in „{name}“ umbenannt</translation></message>
<message><source>Renamed the tag to {tag}</source><translation>Schlagwort in {tag} umbenannt</translation></message>
<message><source>Renamed to “{name}”</source><translation>In „{name}“ umbenannt</translation></message>
<message><source>Renamed “{old}” to “{new}”</source><translation>„{old}“ in „{new}“ umbenannt</translation></message>
<message><source>Repair</source><translation>Reparieren</translation></message>
<message><source>Repairing the collection</source><translation>Sammlung wird repariert</translation></message>
<message><source>Repeat &amp;weak answers the same day</source><translation>&amp;Schwache Antworten am selben Tag wiederholen</translation></message>
<message><source>Repeat less in it, such as + or * within another, or write words beside it.</source><translation>Weniger Wiederholungszeichen verwenden, etwa + oder * ineinander, oder Wörter daneben schreiben.</translation></message>
<message><source>Repeat the passphrase:</source><translation>Passphrase wiederholen:</translation></message>
<message><source>Repeat the question’s sounds</source><translation>Töne der Frage wiederholen</translation></message>
<message><source>Repeated</source><translation>Wiederholt</translation></message>
<message><source>Repeated the same day with {answer}; {stays}.</source><translation>Am selben Tag mit „{answer}“ wiederholt; {stays}.</translation></message>
<message><source>Replace</source><translation>Ersetzen</translation></message>
<message><source>Replace a&amp;ll</source><translation>&amp;Alle ersetzen</translation></message>
<message><source>Replace and add</source><translation>Ersetzen und hinzufügen</translation></message>
<message><source>Replace and remove</source><translation>Ersetzen und entfernen</translation></message>
<message><source>Replace and remove cards?</source><translation>Ersetzen und Karten entfernen?</translation></message>
<message><source>Replace the article’s other text?</source><translation>Den anderen Text des Artikels ersetzen?</translation></message>
<message><source>Replace with</source><translation>Ersetzen durch</translation></message>
<message><source>Replace {name}?</source><translation>{name} ersetzen?</translation></message>
<message><source>Replaced {places} in {notes}</source><translation>{places} in {notes} ersetzt</translation></message>
<message><source>Replacing</source><translation>Wird ersetzt</translation></message>
<message><source>Report</source><translation>Bericht</translation></message>
<message><source>Reposition</source><translation>Position ändern</translation></message>
<message numerus="yes"><source>Reposition {count} cards</source><extracomment>For one: Reposition card</extracomment><translation><numerusform>Position der Karte ändern</numerusform><numerusform>Position von {count} Karten ändern</numerusform></translation></message>
<message><source>Repositioning cards</source><translation>Positionen werden geändert</translation></message>
<message><source>Reschedule &amp;past reviews…</source><translation>Frühere &amp;Wiederholungen neu planen…</translation></message>
<message><source>Reschedule past reviews</source><translation>Frühere Wiederholungen neu planen</translation></message>
<message><source>Reschedule past reviews…</source><translation>Frühere Wiederholungen neu planen…</translation></message>
<message numerus="yes"><source>Rescheduled past reviews: {count} cards moved</source><extracomment>For one: Rescheduled past reviews: 1 card moved</extracomment><translation><numerusform>Frühere Wiederholungen neu geplant: 1 Karte verschoben</numerusform><numerusform>Frühere Wiederholungen neu geplant: {count} Karten verschoben</numerusform></translation></message>
<message><source>Rescheduled past reviews; no card moved</source><translation>Frühere Wiederholungen neu geplant; keine Karte hat sich verschoben</translation></message>
<message><source>Rescheduling past reviews</source><translation>Frühere Wiederholungen werden neu geplant</translation></message>
<message><source>Reset card (&amp;make new)</source><translation>Karte z&amp;urücksetzen (auf neu)</translation></message>
<message><source>Reset it to have it as it was at first.</source><translation>Zurücksetzen stellt den ursprünglichen Stand her.</translation></message>
<message><source>Reset note type</source><translation>Notiztyp zurücksetzen</translation></message>
<message><source>Reset to &amp;first form</source><translation>Auf &amp;Anfangsform zurücksetzen</translation></message>
<message><source>Reset to &amp;new</source><translation>Auf &amp;neu zurücksetzen</translation></message>
<message><source>Reset to default</source><translation>Auf Standard zurücksetzen</translation></message>
<message><source>Reset to detected</source><translation>Auf Erkanntes zurücksetzen</translation></message>
<message><source>Reset to {key}</source><translation>Auf {key} zurücksetzen</translation></message>
<message numerus="yes"><source>Reset {count} cards</source><extracomment>For one: Reset card</extracomment><translation><numerusform>Karte zurücksetzen</numerusform><numerusform>{count} Karten zurücksetzen</numerusform></translation></message>
<message numerus="yes"><source>Reset {count} cards to new</source><extracomment>For one: Reset 1 card to new</extracomment><translation><numerusform>1 Karte auf neu zurückgesetzt</numerusform><numerusform>{count} Karten auf neu zurückgesetzt</numerusform></translation></message>
<message><source>Resetting cards</source><translation>Karten werden zurückgesetzt</translation></message>
<message><source>Restore</source><translation>Wiederherstellen</translation></message>
<message><source>Restore a backup</source><translation>Sicherung wiederherstellen</translation></message>
<message><source>Restore a backup that has it.</source><translation>Eine Sicherung wiederherstellen, die ihn enthält.</translation></message>
<message><source>Restore a backup: File &gt; Restore in the window, or “flashcards restore” in a terminal.</source><translation>Eine Sicherung wiederherstellen: im Fenster mit „Datei &gt; Sicherung wiederherstellen“ oder im Terminal mit „flashcards restore“.</translation></message>
<message><source>Restore deck</source><translation>Stapel wiederherstellen</translation></message>
<message><source>Restore it</source><translation>Wiederherstellen</translation></message>
<message><source>Restore it first.</source><translation>Zuerst wieder zählen lassen.</translation></message>
<message><source>Restore review</source><translation>Wiederholung wieder zählen</translation></message>
<message><source>Restore this revie&amp;w</source><translation>Diese Wiederholung wieder &amp;zählen</translation></message>
<message numerus="yes"><source>Restore {count} media files</source><extracomment>For one: Restore media file</extracomment><translation><numerusform>Mediendatei wiederherstellen</numerusform><numerusform>{count} Mediendateien wiederherstellen</numerusform></translation></message>
<message numerus="yes"><source>Restore {count} notes</source><extracomment>For one: Restore note</extracomment><translation><numerusform>Notiz wiederherstellen</numerusform><numerusform>{count} Notizen wiederherstellen</numerusform></translation></message>
<message><source>Restored the text of “{field}”</source><translation>Text von „{field}“ wiederhergestellt</translation></message>
<message numerus="yes"><source>Restored {count} missing files from the backups.</source><extracomment>For one: Restored {count} missing file from the backups.</extracomment><translation><numerusform>{count} fehlende Datei aus den Sicherungen wiederhergestellt.</numerusform><numerusform>{count} fehlende Dateien aus den Sicherungen wiederhergestellt.</numerusform></translation></message>
<message><source>Restored {what}: {counts}.</source><translation>Wiederhergestellt: {what} ({counts}).</translation></message>
<message><source>Restored “{what}” with {cards}</source><translation>„{what}“ mit {cards} wiederhergestellt</translation></message>
<message><source>Restoring</source><translation>Wird wiederhergestellt</translation></message>
<message><source>Restoring replaces the present state.</source><translation>Das Wiederherstellen ersetzt den jetzigen Stand.</translation></message>
<message><source>Restoring the backup</source><translation>Sicherung wird wiederhergestellt</translation></message>
<message><source>Retention</source><translation>Behaltensquote</translation></message>
<message><source>Retention is measured when you review cards you have learned before. There were none in this period.</source><translation>Die Behaltensquote wird gemessen, wenn Sie schon gelernte Karten wiederholen. In diesem Zeitraum gab es keine.</translation></message>
<message><source>Retrievability</source><translation>Abrufbarkeit</translation></message>
<message><source>Reverse: cannot be used as it stands; write yes or no.</source><translation>Reverse: ist so nicht verwendbar; yes oder no schreiben.</translation></message>
<message><source>Reverse: cannot be used here; a cloze note has no reverse.</source><translation>Reverse: ist hier nicht verwendbar; eine Lückentext-Notiz hat keine Umkehrung.</translation></message>
<message><source>Reverse: cannot be used here; the type says which cards there are.</source><translation>Reverse: ist hier nicht verwendbar; der Typ bestimmt, welche Karten es gibt.</translation></message>
<message><source>Review</source><translation>Wiederholung</translation></message>
<message><source>Review ahead</source><translation>Vorauslernen</translation></message>
<message><source>Review ignored</source><translation>Wiederholung ignoriert</translation></message>
<message><source>Review limit</source><translation>Wiederholungslimit</translation></message>
<message><source>Review limit a day of {name}</source><translation>Wiederholungslimit am Tag bei {name}</translation></message>
<message><source>Review restored</source><translation>Wiederholung zählt wieder</translation></message>
<message><source>Reviews</source><translation>Wiederholungen</translation></message>
<message><source>Reviews a da&amp;y</source><translation>&amp;Wiederholungen am Tag</translation></message>
<message><source>Reviews a day</source><translation>Wiederholungen am Tag</translation></message>
<message><source>Reviews a day of this deck</source><translation>Wiederholungen am Tag (dieser Stapel)</translation></message>
<message><source>Reviews today of this deck</source><translation>Wiederholungen heute (dieser Stapel)</translation></message>
<message><source>Reworded</source><translation>Umformuliert</translation></message>
<message><source>Romanian</source><translation>Rumänisch</translation></message>
<message><source>Rotate anticlockwise</source><translation>Gegen den Uhrzeigersinn drehen</translation></message>
<message><source>Rotate clockwise</source><translation>Im Uhrzeigersinn drehen</translation></message>
<message><source>Rules in CSS, such as .card { font-size: 20px; }</source><translation>Regeln in CSS, etwa .card { font-size: 20px; }</translation></message>
<message><source>Run a text recognition (OCR) on it first, then choose the result.</source><translation>Zuerst eine Texterkennung (OCR) darüber laufen lassen, dann das Ergebnis wählen.</translation></message>
<message><source>Russian</source><translation>Russisch</translation></message>
<message><source>S&amp;ave</source><translation>Spei&amp;chern</translation></message>
<message><source>S&amp;how its notes</source><translation>Seine Notizen &amp;zeigen</translation></message>
<message><source>S&amp;imulator</source><translation>Si&amp;mulator</translation></message>
<message><source>S&amp;maller reading text</source><translation>Lesetext &amp;kleiner</translation></message>
<message><source>S&amp;plit note…</source><translation>Notiz auf&amp;teilen…</translation></message>
<message><source>S&amp;teps of a new card</source><translation>Schri&amp;tte einer neuen Karte</translation></message>
<message><source>S&amp;uspend card</source><translation>Karte a&amp;ussetzen</translation></message>
<message><source>S&amp;ync</source><translation>S&amp;ync</translation></message>
<message><source>S&amp;ync now</source><translation>Jetzt a&amp;bgleichen</translation></message>
<message><source>SM-&amp;2 variant</source><translation>SM-&amp;2-Variante</translation></message>
<message><source>SM-2</source><translation>SM-2</translation></message>
<message><source>SM-2 (SuperMemo)</source><translation>SM-2 (SuperMemo)</translation></message>
<message><source>SM-2 predicts your answers better than FSRS ({figures}).</source><translation>SM-2 sagt Ihre Antworten besser voraus als FSRS ({figures}).</translation></message>
<message><source>SM-2 with steps</source><translation>SM-2 mit Schritten</translation></message>
<message><source>SM-2 with steps is in use; plain SM-2 stands for it here.</source><translation>SM-2 mit Schritten ist in Gebrauch; hier steht einfaches SM-2 dafür.</translation></message>
<message><source>SM-2 would have predicted your answers better ({figures}).</source><translation>SM-2 hätte Ihre Antworten besser vorausgesagt ({figures}).</translation></message>
<message><source>SM-2’s first two intervals are 1 and 6 days, even for Easy.</source><translation>Die ersten zwei Abstände von SM-2 sind 1 und 6 Tage, selbst bei „Einfach“.</translation></message>
<message><source>Sa&amp;ve this session…</source><translation>Diese Sitzung &amp;speichern…</translation></message>
<message><source>Said before</source><translation>Text vorher</translation></message>
<message><source>Same cloze again</source><translation>Noch einmal dieselbe Lücke</translation></message>
<message><source>Same room for &amp;both</source><translation>&amp;Gleich viel Platz für beide</translation></message>
<message><source>Sample card</source><translation>Beispielkarte</translation></message>
<message><source>Sample cards</source><translation>Beispielkarten</translation></message>
<message><source>Sanskrit</source><translation>Sanskrit</translation></message>
<message><source>Save</source><translation>Speichern</translation></message>
<message><source>Save &amp;as…</source><translation>Speichern u&amp;nter…</translation></message>
<message><source>Save and close</source><translation>Speichern und schließen</translation></message>
<message><source>Save and remove</source><translation>Speichern und entfernen</translation></message>
<message><source>Save it as UTF-8.</source><translation>Als UTF-8 speichern.</translation></message>
<message><source>Save it as a file first, then open that.</source><translation>Zuerst als Datei speichern, dann diese öffnen.</translation></message>
<message><source>Save it as a new one.</source><translation>Als neuen speichern.</translation></message>
<message><source>Save note type</source><translation>Notiztyp speichern</translation></message>
<message><source>Save search</source><translation>Suche speichern</translation></message>
<message><source>Save session</source><translation>Sitzung speichern</translation></message>
<message><source>Save the article as text, Markdown, HTML, Word (.docx), PDF or EPUB.</source><translation>Den Artikel als Text, Markdown, HTML, Word (.docx), PDF oder EPUB speichern.</translation></message>
<message><source>Save the note</source><translation>Notiz speichern</translation></message>
<message><source>Save the note and remove {cards}?</source><translation>Notiz speichern und {cards} entfernen?</translation></message>
<message><source>Save the note type? {effect}</source><translation>Notiztyp speichern? {effect}</translation></message>
<message><source>Save the page and give the file’s name.</source><translation>Die Seite speichern und den Dateinamen angeben.</translation></message>
<message><source>Save the part you want to learn as a file of its own.</source><translation>Den zu lernenden Teil als eigene Datei speichern.</translation></message>
<message><source>Save the session</source><translation>Sitzung speichern</translation></message>
<message><source>Saved</source><translation>Gespeichert</translation></message>
<message><source>Saved search “{name}”</source><translation>Gespeicherte Suche „{name}“</translation></message>
<message><source>Saved searches</source><translation>Gespeicherte Suchen</translation></message>
<message><source>Saved session “{name}”</source><translation>Gespeicherte Sitzung „{name}“</translation></message>
<message><source>Saved sessions</source><translation>Gespeicherte Sitzungen</translation></message>
<message><source>Saved the search “{name}”</source><translation>Suche „{name}“ gespeichert</translation></message>
<message><source>Saved when you leave the window</source><translation>Beim Verlassen des Fensters gespeichert</translation></message>
<message><source>Saved “{name}”</source><translation>„{name}“ gespeichert</translation></message>
<message><source>Saving note type</source><translation>Notiztyp wird gespeichert</translation></message>
<message><source>Saving removes {cards}.</source><translation>Speichern entfernt {cards}.</translation></message>
<message><source>Saving: your answer is kept as soon as the present work is done.</source><translation>Wird gespeichert: Die Antwort ist gesichert, sobald die laufende Arbeit beendet ist.</translation></message>
<message><source>Saving: {effect}</source><translation>Speichern: {effect}</translation></message>
<message><source>Say the covered words. The card itself asks what they mean.</source><translation>Die verdeckten Wörter nennen. Die Karte selbst fragt, was sie bedeuten.</translation></message>
<message><source>Sc&amp;heduler trial</source><translation>&amp;Verfahrensvergleich</translation></message>
<message><source>Sched&amp;uler trial</source><translation>Verfahrens&amp;vergleich</translation></message>
<message><source>Scheduler</source><translation>Verfahren</translation></message>
<message><source>Scheduler of {name}</source><translation>Verfahren bei {name}</translation></message>
<message><source>Scheduler trial</source><translation>Verfahrensvergleich</translation></message>
<message><source>Scheduler: {rules}</source><translation>Planungsverfahren: {rules}</translation></message>
<message><source>Schedulers tried, the best first</source><translation>Verglichene Verfahren, das beste zuerst</translation></message>
<message><source>Scheduling</source><translation>Planung</translation></message>
<message><source>Screens</source><translation>Ansichten</translation></message>
<message><source>Scroll &amp;up</source><translation>Nach &amp;oben blättern</translation></message>
<message><source>Scroll dow&amp;n</source><translation>Nach &amp;unten blättern</translation></message>
<message><source>Sea&amp;rch help</source><translation>Hilfe zur Su&amp;che</translation></message>
<message><source>Search cards</source><translation>Karten suchen</translation></message>
<message><source>Search cards for “{query}”</source><translation>Karten nach „{query}“ durchsuchen</translation></message>
<message><source>Search for something else.</source><translation>Suchen Sie nach etwas anderem.</translation></message>
<message><source>Search for “nid:{number}” in Browse and open its history (Ctrl+Alt+H).</source><translation>Suchen Sie unter „Durchsuchen“ nach „nid:{number}“ und öffnen Sie den Verlauf (Strg+Alt+H).</translation></message>
<message><source>Search help</source><translation>Hilfe zur Suche</translation></message>
<message><source>Search: words, deck:name, tag:name, is:due …</source><translation>Suche: Wörter, deck:Name, tag:Name, is:due …</translation></message>
<message><source>Searching</source><translation>Wird gesucht</translation></message>
<message><source>Second opinion</source><translation>Zweitmeinung</translation></message>
<message><source>Second opinion: {gone} left out, {reworded} reworded, {kept} kept</source><translation>Zweitmeinung: {gone} ausgelassen, {reworded} umformuliert, {kept} behalten</translation></message>
<message><source>Seconds per answer: {times}.</source><translation>Sekunden je Antwort: {times}.</translation></message>
<message><source>Sections</source><translation>Abschnitte</translation></message>
<message><source>See &amp;what would move…</source><translation>&amp;Zeigen, was sich verschöbe…</translation></message>
<message><source>See the deck format in the manual.</source><translation>Siehe das Stapelformat im Handbuch.</translation></message>
<message><source>Select</source><translation>Auswählen</translation></message>
<message><source>Select &amp;all</source><translation>&amp;Alles auswählen</translation></message>
<message><source>Select &amp;all files</source><translation>&amp;Alle Dateien auswählen</translation></message>
<message><source>Select a card to see and edit its note.</source><translation>Eine Karte auswählen, um ihre Notiz zu sehen und zu bearbeiten.</translation></message>
<message><source>Select a sentence</source><translation>Einen Satz auswählen</translation></message>
<message><source>Select a sentence less</source><translation>Einen Satz weniger auswählen</translation></message>
<message><source>Select a word less</source><translation>Ein Wort weniger auswählen</translation></message>
<message><source>Select a word more</source><translation>Ein Wort mehr auswählen</translation></message>
<message><source>Select all masks</source><translation>Alle Masken auswählen</translation></message>
<message><source>Select at most {most}.</source><translation>Höchstens {most} auswählen.</translation></message>
<message><source>Select in the next paragraph</source><translation>Im nächsten Absatz auswählen</translation></message>
<message><source>Select in the paragraph before</source><translation>Im vorigen Absatz auswählen</translation></message>
<message><source>Select more notes.</source><translation>Mehr Notizen auswählen.</translation></message>
<message><source>Select the words in the article first ({key})</source><translation>Zuerst die Wörter im Artikel auswählen ({key})</translation></message>
<message><source>Select the words to hide first; {key} shortens</source><translation>Zuerst die zu verbergenden Wörter auswählen; {key} kürzt</translation></message>
<message><source>Select what is to be hidden and press {keys}. The cards appear here as you write.</source><translation>Auswählen, was verborgen werden soll, und {keys} drücken. Die Karten erscheinen hier beim Schreiben.</translation></message>
<message><source>Select words</source><translation>Wörter auswählen</translation></message>
<message><source>Selected notes</source><translation>Ausgewählte Notizen</translation></message>
<message><source>Selected: {key} makes a card of it</source><translation>Ausgewählt: {key} macht eine Karte daraus</translation></message>
<message><source>Semicolon (;)</source><translation>Semikolon (;)</translation></message>
<message><source>Sentences are searched for definitions only in English, German, French and Spanish; this article seems to be in another language.</source><translation>Nur in englischen, deutschen, französischen und spanischen Sätzen wird nach Definitionen gesucht; dieser Artikel scheint in einer anderen Sprache zu sein.</translation></message>
<message><source>Separate tags with spaces; a::b nests b under a.</source><translation>Schlagwörter mit Leerzeichen trennen; a::b ordnet b unter a ein.</translation></message>
<message><source>Separator</source><translation>Trennzeichen</translation></message>
<message><source>Serbian</source><translation>Serbisch</translation></message>
<message><source>Set TZ to one such as Europe/Berlin, or to nothing.</source><translation>TZ auf eine wie Europe/Berlin setzen oder leer lassen.</translation></message>
<message><source>Set by hand</source><translation>Von Hand gesetzt</translation></message>
<message><source>Set d&amp;ue date…</source><translation>&amp;Fälligkeitstag setzen…</translation></message>
<message><source>Set due date</source><translation>Fälligkeitstag setzen</translation></message>
<message numerus="yes"><source>Set due date of {count} cards</source><extracomment>For one: Set due date</extracomment><translation><numerusform>Fälligkeitstag setzen</numerusform><numerusform>Fälligkeitstag von {count} Karten setzen</numerusform></translation></message>
<message><source>Set for each deck</source><translation>Für jeden Stapel eingestellt</translation></message>
<message><source>Set reading priority</source><translation>Lesepriorität festlegen</translation></message>
<message><source>Set the same passphrase on the computer that wrote it.</source><translation>Auf dem Computer, der sie geschrieben hat, dieselbe Passphrase einstellen.</translation></message>
<message><source>Set up as {place}. Turning it off removes that.</source><translation>Eingerichtet als {place}. Ausschalten entfernt das.</translation></message>
<message><source>Set weekly portion</source><translation>Wochenpensum festlegen</translation></message>
<message><source>Sets up a timer of the system: {place}.</source><translation>Richtet einen Zeitgeber des Systems ein: {place}.</translation></message>
<message><source>Setting due dates</source><translation>Fälligkeitstage werden gesetzt</translation></message>
<message><source>Setting the reminder up</source><translation>Erinnerung wird eingerichtet</translation></message>
<message><source>Several answers to choose from, shuffled each time.</source><translation>Mehrere Antworten zur Auswahl, jedes Mal neu gemischt.</translation></message>
<message><source>Sh&amp;ow its cards</source><translation>K&amp;arten dazu zeigen</translation></message>
<message><source>Share of known cards remembered when asked</source><translation>Anteil bekannter Karten, die beim Abfragen gewusst wurden</translation></message>
<message><source>Shift JIS · Japanese</source><translation>Shift JIS · Japanisch</translation></message>
<message><source>Sho&amp;w</source><translation>&amp;Zeigen</translation></message>
<message><source>Sho&amp;w the source with answers</source><translation>&amp;Quelle bei Antworten zeigen</translation></message>
<message><source>Shorten it.</source><translation>Bitte kürzen.</translation></message>
<message><source>Shortest interval after a lapse</source><translation>Kürzester Abstand nach Vergessen</translation></message>
<message><source>Shortest interval first</source><translation>Kürzester Abstand zuerst</translation></message>
<message><source>Show</source><translation>Zeigen</translation></message>
<message><source>Show &amp;answer</source><translation>&amp;Antwort zeigen</translation></message>
<message><source>Show &amp;its history</source><translation>Verlauf der Not&amp;iz zeigen</translation></message>
<message><source>Show &amp;notes</source><translation>&amp;Notizen zeigen</translation></message>
<message><source>Show &amp;source</source><translation>&amp;Quelle zeigen</translation></message>
<message><source>Show a field like {{{{cloze:{field}}}}}.</source><translation>Ein Feld in der Form {{{{cloze:{field}}}}} zeigen.</translation></message>
<message><source>Show a field like {{{{{field}}}}}.</source><translation>Ein Feld in der Form {{{{{field}}}}} zeigen.</translation></message>
<message><source>Show all cards</source><translation>Alle Karten zeigen</translation></message>
<message><source>Show all cards in the &amp;browser</source><translation>Alle Karten &amp;durchsuchen</translation></message>
<message><source>Show answer</source><translation>Antwort zeigen</translation></message>
<message><source>Show ho&amp;w well it is known</source><translation>&amp;Wissensstand zeigen</translation></message>
<message><source>Show in &amp;Browse</source><translation>In „&amp;Durchsuchen“ zeigen</translation></message>
<message><source>Show in &amp;browser</source><translation>In „&amp;Durchsuchen“ zeigen</translation></message>
<message><source>Show in Browse ({keys})</source><translation>In „Durchsuchen“ zeigen ({keys})</translation></message>
<message><source>Show its cards in the &amp;browser</source><translation>Seine Karten &amp;durchsuchen</translation></message>
<message><source>Show notes with the same question</source><translation>Notizen mit derselben Frage zeigen</translation></message>
<message><source>Show so&amp;urce</source><translation>&amp;Quelle zeigen</translation></message>
<message><source>Show t&amp;hese notes</source><translation>&amp;Diese Notizen zeigen</translation></message>
<message><source>Show the &amp;notes that name the file</source><translation>&amp;Notizen zeigen, die die Datei nennen</translation></message>
<message><source>Show the answer after</source><translation>Antwort zeigen nach</translation></message>
<message><source>Show the first cards</source><translation>Erste Karten zeigen</translation></message>
<message numerus="yes"><source>Show the next {count} cards</source><extracomment>For one: Show the next card</extracomment><translation><numerusform>Nächste Karte zeigen</numerusform><numerusform>Nächste {count} Karten zeigen</numerusform></translation></message>
<message><source>Show the passage’s &amp;cards</source><translation>&amp;Karten der Passage zeigen</translation></message>
<message><source>Show the passphrase</source><translation>Passphrase anzeigen</translation></message>
<message><source>Show the question only</source><translation>Nur die Frage zeigen</translation></message>
<message><source>Show the source</source><translation>Quelltext zeigen</translation></message>
<message><source>Show the source &amp;with answers</source><translation>Quelle bei Antworten zei&amp;gen</translation></message>
<message><source>Show the whole picture</source><translation>Ganzes Bild zeigen</translation></message>
<message><source>Shown by {cards}.</source><translation>Gezeigt von: {cards}.</translation></message>
<message><source>Shown with an example, since there is no note of this type yet</source><translation>Mit einem Beispiel gezeigt, da es noch keine Notiz dieses Typs gibt</translation></message>
<message><source>Shown without formatting: there is too much of it to draw.</source><translation>Ohne Formatierung angezeigt: Es ist zu viel, um es zu zeichnen.</translation></message>
<message><source>Shows how many cards wait. Its menu has: open, study 5 minutes, add note, quit.</source><translation>Zeigt, wie viele Karten warten. Sein Menü hat: öffnen, 5 Minuten lernen, Notiz hinzufügen, beenden.</translation></message>
<message><source>Si&amp;mulator</source><translation>Si&amp;mulator</translation></message>
<message><source>Si&amp;ze</source><translation>&amp;Größe</translation></message>
<message><source>Simulating in a moment…</source><translation>Simulation beginnt gleich…</translation></message>
<message><source>Simulating {days} days…</source><translation>{days} Tage werden simuliert…</translation></message>
<message><source>Simulator</source><translation>Simulator</translation></message>
<message><source>Single (')</source><translation>Einfache (')</translation></message>
<message><source>Six are SM-2’s own scale.</source><translation>Sechs Stufen sind die eigene Skala von SM-2.</translation></message>
<message><source>Six: qualities 0 to 5</source><translation>Sechs: Qualität 0 bis 5</translation></message>
<message><source>Size</source><translation>Größe</translation></message>
<message><source>Size and description of the picture…</source><translation>Größe und Beschreibung des Bildes…</translation></message>
<message><source>Slash (/)</source><translation>Schrägstrich (/)</translation></message>
<message><source>Slovak</source><translation>Slowakisch</translation></message>
<message><source>Slovenian</source><translation>Slowenisch</translation></message>
<message><source>Small text</source><translation>Kleiner Text</translation></message>
<message><source>So many notes cannot be merged into one.</source><translation>So viele Notizen lassen sich nicht zu einer zusammenführen.</translation></message>
<message><source>So that one card of a note does not give away the answer of the next.</source><translation>Damit eine Karte einer Notiz nicht die Antwort der nächsten verrät.</translation></message>
<message><source>So the built-in rules are used.</source><translation>Also werden die eingebauten Regeln verwendet.</translation></message>
<message><source>So they are used.</source><translation>Also werden sie verwendet.</translation></message>
<message><source>Some bytes are not {encoding}; they show as �.</source><translation>Einige Bytes sind nicht {encoding}; sie erscheinen als �.</translation></message>
<message><source>Some days are {moved}.</source><translation>Einige Tage sind {moved}.</translation></message>
<message><source>Some reviews, presets or schedulers cannot be understood ({error}).</source><translation>Einige Wiederholungen, Voreinstellungen oder Planungsverfahren sind unverständlich ({error}).</translation></message>
<message><source>Some settings could not be used, so their defaults hold: {names}.</source><translation>Einige Einstellungen waren nicht verwendbar, daher gelten ihre Standardwerte: {names}.</translation></message>
<message><source>Some {kind} cannot be read. Update Flashcards, or restore a backup.</source><translation>Einiges ist nicht lesbar ({kind}). Flashcards aktualisieren oder eine Sicherung wiederherstellen.</translation></message>
<message><source>Something else was done since; undo that first</source><translation>Seitdem wurde etwas anderes getan; zuerst das rückgängig machen</translation></message>
<message><source>Something in this collection cannot be told to other computers: {reason}</source><translation>Etwas in dieser Sammlung lässt sich anderen Computern nicht mitteilen: {reason}</translation></message>
<message><source>Something is missing at the end, or behind a command.</source><translation>Am Ende oder hinter einem Befehl fehlt etwas.</translation></message>
<message><source>Something went wrong</source><translation>Etwas ist schiefgegangen</translation></message>
<message><source>Sometimes hard</source><translation>Manchmal schwer</translation></message>
<message><source>Sort by</source><translation>Sortieren nach</translation></message>
<message><source>Sort by {title}</source><translation>Nach {title} sortieren</translation></message>
<message><source>Sorted &amp;by</source><translation>Sor&amp;tiert nach</translation></message>
<message><source>Sound</source><translation>Ton</translation></message>
<message><source>Sound and video</source><translation>Ton und Video</translation></message>
<message><source>Sound needs a part of Qt that is not installed.</source><translation>Ton braucht einen Teil von Qt, der nicht installiert ist.</translation></message>
<message><source>Sound needs the system package {package}. Install it, then start Flashcards again.</source><translation>Ton braucht das Systempaket {package}. Es installieren, dann Flashcards neu starten.</translation></message>
<message><source>Sound: {name}</source><translation>Ton: {name}</translation></message>
<message><source>Sounds and videos</source><translation>Töne und Videos</translation></message>
<message><source>Sounds, videos and spoken texts are played as soon as their side is shown.</source><translation>Töne, Videos und vorgelesene Texte werden abgespielt, sobald ihre Seite erscheint.</translation></message>
<message><source>Source</source><translation>Quelle</translation></message>
<message><source>Source: {source}  {key}</source><translation>Quelle: {source}  {key}</translation></message>
<message><source>Space</source><translation>Leerzeichen</translation></message>
<message><source>Space or Enter shows the answer, {ways}; {others}.</source><translation>Leertaste oder Eingabe zeigt die Antwort, {ways}; {others}.</translation></message>
<message><source>Space shows the answer</source><translation>Leertaste zeigt die Antwort</translation></message>
<message><source>Spanish</source><translation>Spanisch</translation></message>
<message><source>Spanish, Mexican</source><translation>Spanisch, mexikanisch</translation></message>
<message><source>Spell&amp;ing</source><translation>&amp;Rechtschreibung</translation></message>
<message><source>Spelling</source><translation>Rechtschreibung</translation></message>
<message><source>Spelling is checked while you write.</source><translation>Die Rechtschreibung wird beim Schreiben geprüft.</translation></message>
<message><source>Spelling is not checked.</source><translation>Die Rechtschreibung wird nicht geprüft.</translation></message>
<message><source>Spelling: check while writing, or not</source><translation>Rechtschreibung: beim Schreiben prüfen oder nicht</translation></message>
<message><source>Spelling: next misspelt word</source><translation>Rechtschreibung: nächstes falsch geschriebenes Wort</translation></message>
<message><source>Spelling: suggestions for the word</source><translation>Rechtschreibung: Vorschläge für das Wort</translation></message>
<message><source>Spl&amp;it here</source><translation>Hier auft&amp;eilen</translation></message>
<message><source>Split card</source><translation>Karte aufteilen</translation></message>
<message><source>Split it into smaller pieces.</source><translation>In kleinere Teile aufteilen.</translation></message>
<message><source>Split it up first.</source><translation>Zuerst aufteilen.</translation></message>
<message><source>Split it up.</source><translation>Bitte aufteilen.</translation></message>
<message><source>Split note</source><translation>Notiz aufteilen</translation></message>
<message><source>Split note…</source><translation>Notiz aufteilen…</translation></message>
<message><source>Split the note</source><translation>Notiz aufteilen</translation></message>
<message numerus="yes"><source>Split the note into {count} notes</source><extracomment>For one: Split into {count} note</extracomment><translation><numerusform>In {count} Notiz aufteilen</numerusform><numerusform>Notiz in {count} Notizen aufteilen</numerusform></translation></message>
<message><source>Spoken text</source><translation>Vorgelesener Text</translation></message>
<message><source>Spread evenly</source><translation>Gleichmäßig verteilt</translation></message>
<message><source>Spread over the days around it ({low:,} to {high:,}), it became {days:,} days.</source><translation>Auf die Tage ringsum gestreut ({low:,} bis {high:,}), wurden es {days:,} Tage.</translation></message>
<message><source>Spread {cards} over {days}</source><translation>{cards} auf {days} verteilt</translation></message>
<message><source>Spreading</source><translation>Streuung</translation></message>
<message><source>St&amp;atistics</source><translation>S&amp;tatistik</translation></message>
<message><source>St&amp;udy</source><translation>&amp;Lernen</translation></message>
<message><source>St&amp;yle for all cards of this type</source><translation>St&amp;il für alle Karten dieses Typs</translation></message>
<message><source>Stability</source><translation>Stabilität</translation></message>
<message><source>Standard input</source><translation>Die Standardeingabe</translation></message>
<message><source>Standard input cannot be read: {reason}.</source><translation>Die Standardeingabe ist nicht lesbar: {reason}.</translation></message>
<message><source>Standard input is closed, so there is nothing to read.</source><translation>Die Standardeingabe ist geschlossen, daher gibt es nichts zu lesen.</translation></message>
<message><source>Standard output is closed, so there is nowhere to write to.</source><translation>Die Standardausgabe ist geschlossen, daher lässt sich nirgendwohin schreiben.</translation></message>
<message><source>Standard output takes nothing more: {reason}.</source><translation>Die Standardausgabe nimmt nichts mehr an: {reason}.</translation></message>
<message><source>Start &amp;over</source><translation>Von v&amp;orn beginnen</translation></message>
<message><source>Start no&amp;w</source><translation>&amp;Jetzt starten</translation></message>
<message><source>Start s&amp;yncing</source><translation>Abgleich &amp;beginnen</translation></message>
<message><source>Start the model there, or change its address in the preferences.</source><translation>Das Modell dort starten oder seine Adresse in den Einstellungen ändern.</translation></message>
<message><source>Start with the des&amp;ktop</source><translation>Mit der Arbeitsumge&amp;bung starten</translation></message>
<message><source>Start, or make the plan</source><translation>Starten oder Plan erstellen</translation></message>
<message><source>Starting ease</source><translation>Anfangsleichtigkeit</translation></message>
<message><source>State</source><translation>Zustand</translation></message>
<message><source>Statement</source><translation>Aussage</translation></message>
<message><source>Statements</source><translation>Aussagen</translation></message>
<message><source>States</source><translation>Zustände</translation></message>
<message><source>Statisti&amp;cs of this deck</source><translation>S&amp;tatistik dieses Stapels</translation></message>
<message><source>Statistics</source><translation>Statistik</translation></message>
<message><source>Statistics need at least one day.</source><translation>Die Statistik braucht mindestens einen Tag.</translation></message>
<message><source>Stay as they are</source><translation>Bleiben, wie sie sind</translation></message>
<message><source>Step</source><translation>Schrittweite</translation></message>
<message><source>Steps of a forgotten card</source><translation>Schritte einer vergessenen Karte</translation></message>
<message><source>Steps take 1 to {most:,} minutes (two weeks).</source><translation>Schritte dauern 1 bis {most:,} Minuten (zwei Wochen).</translation></message>
<message><source>Still to come: {new} new, {learning} learning, {due} due</source><translation>Noch zu tun: {new} neu, {learning} in Lernphase, {due} fällig</translation></message>
<message><source>Stop</source><translation>Abbrechen</translation></message>
<message><source>Stop &amp;watching…</source><translation>Überwachen &amp;beenden…</translation></message>
<message><source>Stop the sound</source><translation>Ton anhalten</translation></message>
<message><source>Stop watching</source><translation>Überwachen beenden</translation></message>
<message><source>Stop watching “{folder}”?</source><translation>„{folder}“ nicht mehr überwachen?</translation></message>
<message><source>Stopped.</source><translation>Abgebrochen.</translation></message>
<message><source>Stopped. Nothing was changed.</source><translation>Abgebrochen. Nichts wurde geändert.</translation></message>
<message><source>Stopped. Press Enter in a field to continue.</source><translation>Abgebrochen. Weiter mit Eingabe in einem Feld.</translation></message>
<message><source>Stopped; what had been done by then is saved.</source><translation>Abgebrochen; was bis dahin getan war, ist gespeichert.</translation></message>
<message><source>Stopping: {title}</source><translation>Wird abgebrochen: {title}</translation></message>
<message><source>Streak</source><translation>Serie</translation></message>
<message><source>Strikethrough</source><translation>Durchgestrichen</translation></message>
<message><source>Strong</source><translation>Sicher</translation></message>
<message><source>Studied on {count} of the last seven days</source><translation>An {count} der letzten sieben Tage gelernt</translation></message>
<message><source>Studied today</source><translation>Heute gelernt</translation></message>
<message><source>Studied yesterday</source><translation>Gestern gelernt</translation></message>
<message><source>Study</source><translation>Lernen</translation></message>
<message><source>Study &amp;5 minutes now</source><translation>Jetzt &amp;5 Minuten lernen</translation></message>
<message><source>Study &amp;all decks</source><translation>&amp;Alle Stapel lernen</translation></message>
<message><source>Study decks of flashcards. Without a command, the window opens; with names of files alone, it opens these: a collection, decks to import, an article to read.</source><translation>Stapel von Karteikarten lernen. Ohne Befehl öffnet sich das Fenster; mit Dateinamen allein öffnet es diese: eine Sammlung, Stapel zum Importieren, einen Artikel zum Lesen.</translation></message>
<message><source>Study for some &amp;minutes</source><translation>Einige &amp;Minuten lernen</translation></message>
<message numerus="yes"><source>Study for {count} &amp;minutes</source><extracomment>For one: Study for {count} &amp;minute</extracomment><translation><numerusform>{count} &amp;Minute lernen</numerusform><numerusform>{count} &amp;Minuten lernen</numerusform></translation></message>
<message><source>Study now</source><translation>Jetzt lernen</translation></message>
<message><source>Study sheet</source><translation>Lernblatt</translation></message>
<message><source>Study this &amp;deck</source><translation>&amp;Diesen Stapel lernen</translation></message>
<message><source>Study {deck}</source><translation>{deck} lernen</translation></message>
<message><source>Study: {deck}</source><translation>Lernen: {deck}</translation></message>
<message><source>Style sheet</source><translation>Stylesheet</translation></message>
<message><source>Subscript</source><translation>Tiefgestellt</translation></message>
<message><source>SuperMemo</source><translation>SuperMemo</translation></message>
<message><source>SuperMemo’s own code</source><translation>SuperMemos eigener Code</translation></message>
<message><source>Superscript</source><translation>Hochgestellt</translation></message>
<message><source>Suspend n&amp;ote</source><translation>Noti&amp;z aussetzen</translation></message>
<message numerus="yes"><source>Suspend {count} cards</source><extracomment>For one: Suspend card</extracomment><translation><numerusform>Karte aussetzen</numerusform><numerusform>{count} Karten aussetzen</numerusform></translation></message>
<message><source>Suspended</source><translation>Ausgesetzt</translation></message>
<message><source>Suspended the card</source><translation>Karte ausgesetzt</translation></message>
<message><source>Suspended the note</source><translation>Notiz ausgesetzt</translation></message>
<message><source>Suspended until you release it.</source><translation>Ausgesetzt, bis Sie es aufheben.</translation></message>
<message numerus="yes"><source>Suspended {count} cards</source><extracomment>For one: Suspended {count} card</extracomment><translation><numerusform>{count} Karte ausgesetzt</numerusform><numerusform>{count} Karten ausgesetzt</numerusform></translation></message>
<message><source>Suspending cards</source><translation>Karten werden ausgesetzt</translation></message>
<message><source>Swahili</source><translation>Suaheli</translation></message>
<message><source>Swap the two dates.</source><translation>Die beiden Daten vertauschen.</translation></message>
<message><source>Swedish</source><translation>Schwedisch</translation></message>
<message><source>Switching and rescheduling past reviews moves {cards} to another day. Without rescheduling, each card moves with its next answer.</source><translation>Ein Wechsel mit Neuplanung früherer Wiederholungen verschiebt {cards} auf einen anderen Tag. Ohne Neuplanung verschiebt sich jede Karte mit ihrer nächsten Antwort.</translation></message>
<message><source>Sync</source><translation>Abgleichen</translation></message>
<message><source>Sync again once your folder service has fetched it.</source><translation>Noch einmal abgleichen, sobald der Dienst des Ordners sie geholt hat.</translation></message>
<message><source>Sync again.</source><translation>Noch einmal abgleichen.</translation></message>
<message><source>Sync folder</source><translation>Abgleichordner</translation></message>
<message><source>Sync with your other computers</source><translation>Abgleich mit Ihren anderen Computern</translation></message>
<message><source>Synced</source><translation>Abgeglichen</translation></message>
<message><source>Synced {ago}</source><translation>Abgeglichen: {ago}</translation></message>
<message><source>Synced {ago}. Last heard of {computers}.</source><translation>Abgeglichen: {ago}. Zuletzt gehört von {computers}.</translation></message>
<message><source>Synced {ago}. No other computer has been heard of yet.</source><translation>Abgeglichen: {ago}. Noch ist von keinem anderen Computer etwas gekommen.</translation></message>
<message><source>Synced: {did}.</source><translation>Abgeglichen: {did}.</translation></message>
<message><source>Syncing</source><translation>Abgleich</translation></message>
<message><source>Syncing stopped</source><translation>Abgleich angehalten</translation></message>
<message><source>Syncing was stopped. The rest follows with the next round.</source><translation>Der Abgleich wurde angehalten. Der Rest folgt beim nächsten Mal.</translation></message>
<message><source>Syncing…</source><translation>Abgleich läuft…</translation></message>
<message><source>System’s: not set</source><translation>Die des Systems: nicht festgelegt</translation></message>
<message><source>System’s: {language}</source><translation>Die des Systems: {language}</translation></message>
<message><source>Ta&amp;gs</source><translation>Schlagwörte&amp;r</translation></message>
<message><source>Tab</source><translation>Tabulator</translation></message>
<message><source>Tab&amp;le</source><translation>&amp;Tabelle</translation></message>
<message><source>Table</source><translation>Tabelle</translation></message>
<message><source>Table with commas (.csv)</source><translation>Tabelle mit Kommas (.csv)</translation></message>
<message><source>Table with tabs (.tsv)</source><translation>Tabelle mit Tabulatoren (.tsv)</translation></message>
<message><source>Tag and suspend</source><translation>Schlagwort setzen und aussetzen</translation></message>
<message><source>Tag it</source><translation>Schlagwort setzen</translation></message>
<message><source>Tagged {notes}: {tags}</source><translation>Schlagwörter zu {notes} hinzugefügt: {tags}</translation></message>
<message><source>Tags</source><translation>Schlagwörter</translation></message>
<message><source>Tags for all rows</source><translation>Schlagwörter für alle Zeilen</translation></message>
<message><source>Tags for new notes</source><translation>Schlagwörter für neue Notizen</translation></message>
<message><source>Tags in use</source><translation>Verwendete Schlagwörter</translation></message>
<message><source>Tags, separated by spaces</source><translation>Schlagwörter, durch Leerzeichen getrennt</translation></message>
<message><source>Take &amp;all that are shown</source><translation>Alle gezeigten &amp;übernehmen</translation></message>
<message><source>Take &amp;theirs</source><translation>&amp;Neue übernehmen</translation></message>
<message><source>Take all &amp;new ones that are shown</source><translation>Alle gezeigten neuen übe&amp;rnehmen</translation></message>
<message><source>Take all new ones that a&amp;re suggested</source><translation>Alle &amp;vorgeschlagenen neuen übernehmen</translation></message>
<message><source>Take article up again</source><translation>Artikel wieder aufnehmen</translation></message>
<message><source>Take back what lost</source><translation>Unterlegenes zurückholen</translation></message>
<message><source>Take it out</source><translation>Wieder entfernen</translation></message>
<message><source>Take over changes from {folder}</source><translation>Änderungen aus {folder} übernehmen</translation></message>
<message><source>Take the &amp;files’ text in all conflicts</source><translation>In allen Konflikten den Text der &amp;Dateien nehmen</translation></message>
<message><source>Take the article out of it first, or choose a text, page, Word, PDF or EPUB file.</source><translation>Zuerst den Artikel herausnehmen oder eine Text-, Web-, Word-, PDF- oder EPUB-Datei wählen.</translation></message>
<message><source>Take the f&amp;ile’s</source><translation>Text der &amp;Datei nehmen</translation></message>
<message><source>Take the marks of &amp;gaps out of the text</source><translation>&amp;Lückenzeichen aus dem Text entfernen</translation></message>
<message><source>Take the ne&amp;w card</source><translation>Neue &amp;Karte übernehmen</translation></message>
<message numerus="yes"><source>Take the {count} suggested cards</source><extracomment>For one: Take the suggested card</extracomment><translation><numerusform>Vorgeschlagene Karte übernehmen</numerusform><numerusform>Die {count} vorgeschlagenen Karten übernehmen</numerusform></translation></message>
<message><source>Take up ag&amp;ain</source><translation>Wieder auf&amp;nehmen</translation></message>
<message><source>Take “{word}” out of your dictionary</source><translation>„{word}“ aus dem eigenen Wörterbuch entfernen</translation></message>
<message><source>Taken back: {what}</source><translation>Zurückgeholt: {what}</translation></message>
<message><source>Takes effect from the next answer on.</source><translation>Wirkt ab der nächsten Antwort.</translation></message>
<message><source>Takes effect from the next answer on; cards already scheduled keep their day.</source><translation>Wirkt ab der nächsten Antwort; schon geplante Karten behalten ihren Tag.</translation></message>
<message><source>Tamil</source><translation>Tamil</translation></message>
<message><source>Target retention</source><translation>Angestrebte Behaltensquote</translation></message>
<message><source>Task Scheduler did not take the reminder: {reason}</source><translation>Die Aufgabenplanung hat die Erinnerung nicht angenommen: {reason}</translation></message>
<message><source>Te&amp;xt size</source><translation>Te&amp;xtgröße</translation></message>
<message><source>Teachers of this hub see from today on how many cards you answer each day in each deck that is published here, how many rightly and how many you know. Of your other decks they see nothing. “flashcards hub unshare” takes it back.</source><translation>Lehrkräfte dieses Verteilers sehen von heute an, wie viele Karten Sie jeden Tag in jedem hier veröffentlichten Stapel beantworten, wie viele richtig und wie viele Sie kennen. Von Ihren anderen Stapeln sehen sie nichts. „flashcards hub unshare“ nimmt das zurück.</translation></message>
<message><source>Tell whoever published it.</source><translation>Sagen Sie es dem, der ihn veröffentlicht hat.</translation></message>
<message><source>Telugu</source><translation>Telugu</translation></message>
<message><source>Templates use this name for something else.</source><translation>Vorlagen verwenden diesen Namen für etwas anderes.</translation></message>
<message><source>Term</source><translation>Begriff</translation></message>
<message><source>Term and definition</source><comment>a note type</comment><translation>Begriff und Definition</translation></message>
<message><source>Terms</source><translation>Begriffe</translation></message>
<message><source>Term</source><comment>a field of a note</comment><translation>Begriff</translation></message>
<message><source>Tested on the newest {count}: of a card you kept and one you left out, they rank the kept one higher {ours} of the time, the built-in rules {theirs}.</source><translation>Geprüft an den neuesten {count}: Von einer behaltenen und einer ausgelassenen Karte setzen sie die behaltene in {ours} der Fälle höher, die eingebauten Regeln in {theirs}.</translation></message>
<message><source>Text</source><translation>Text</translation></message>
<message><source>Text &amp;with gaps</source><translation>&amp;Text mit Lücken</translation></message>
<message><source>Text on the picture</source><translation>Text auf dem Bild</translation></message>
<message><source>Text size</source><translation>Textgröße</translation></message>
<message><source>Text size: back to the default, 100%</source><translation>Textgröße: zurück zum Standardwert, 100 %</translation></message>
<message><source>Text “{words}”</source><translation>Text „{words}“</translation></message>
<message><source>Texts of notes stay in their histories: in the window search for “nid:NUMBER” in Browse and press Ctrl+Alt+H.</source><translation>Texte von Notizen bleiben in deren Verlauf: Suchen Sie im Fenster unter „Durchsuchen“ nach „nid:NUMBER“ und drücken Sie Strg+Alt+H.</translation></message>
<message><source>Text</source><comment>a field of a note</comment><translation>Text</translation></message>
<message><source>Thai</source><translation>Thailändisch</translation></message>
<message><source>That is no address of a hub.</source><translation>Das ist keine Adresse eines Verteilers.</translation></message>
<message><source>That is no name for a learner.</source><translation>Das ist kein Name für eine Person, die lernt.</translation></message>
<message><source>That would be {count:,} cards, too many to simulate.</source><translation>Das wären {count:,} Karten, zu viele zum Simulieren.</translation></message>
<message numerus="yes"><source>That {count} cards are suspended or buried</source><extracomment>For one: That {count} card is suspended or buried</extracomment><translation><numerusform>Dass {count} Karte ausgesetzt oder zurückgestellt ist</numerusform><numerusform>Dass {count} Karten ausgesetzt oder zurückgestellt sind</numerusform></translation></message>
<message><source>The &amp;other choice</source><translation>Die &amp;andere Wahl</translation></message>
<message><source>The 21 numbers FSRS calculates with: the published ones, or fitted to your answers.</source><translation>Die 21 Zahlen, mit denen FSRS rechnet: die veröffentlichten oder an Ihre Antworten angepasste.</translation></message>
<message><source>The address of the hub {where} lacks the password.</source><translation>In der Adresse des Verteilers {where} fehlt das Passwort.</translation></message>
<message><source>The address of {name}, shown this once and for nobody else:</source><translation>Die Adresse von {name}, nur dieses eine Mal gezeigt und für niemanden sonst:</translation></message>
<message><source>The answer</source><translation>Die Antwort</translation></message>
<message><source>The answer comes by itself after this time; 0 for never.</source><translation>Nach dieser Zeit kommt die Antwort von selbst; 0 für nie.</translation></message>
<message><source>The answer holds several facts; one card is best for each.</source><translation>Die Antwort enthält mehrere Fakten; am besten bekommt jeder eine Karte.</translation></message>
<message><source>The answer holds several facts; split it into cards of one fact each.</source><translation>Die Antwort enthält mehrere Fakten; besser in Karten mit je einem Fakt aufteilen.</translation></message>
<message><source>The answer is covered until you show it.</source><translation>Die Antwort ist verdeckt, bis sie gezeigt wird.</translation></message>
<message><source>The answer is long ({words} words); keep what matters.</source><translation>Die Antwort ist lang ({words} Wörter); nur das Wichtige behalten.</translation></message>
<message><source>The answer is very long ({words} words).</source><translation>Die Antwort ist sehr lang ({words} Wörter).</translation></message>
<message><source>The answer lists {count} items; more than {most} are hard to recall at once.</source><translation>Die Antwort zählt {count} Punkte auf; mehr als {most} sind auf einmal schwer zu erinnern.</translation></message>
<message><source>The answer tells nothing to learn.</source><translation>Die Antwort sagt nichts, was sich lernen ließe.</translation></message>
<message><source>The answer {title} has no question.</source><translation>Die Antwort {title} hat keine Frage.</translation></message>
<message><source>The article changed small words, endings, the order or punctuation.</source><translation>Im Artikel haben sich kleine Wörter, Endungen, die Reihenfolge oder Satzzeichen geändert.</translation></message>
<message><source>The article did not say this before.</source><translation>Der Artikel sagte dies vorher nicht.</translation></message>
<message><source>The article does not say this any more.</source><translation>Der Artikel sagt dies nicht mehr.</translation></message>
<message><source>The article has too many parts; those at its end were read as plain text.</source><translation>Der Artikel hat zu viele Teile; die am Ende wurden als einfacher Text gelesen.</translation></message>
<message><source>The article is gone; the card you were writing was not added</source><translation>Der Artikel ist weg; die begonnene Karte wurde nicht hinzugefügt</translation></message>
<message><source>The article now</source><translation>Der Artikel jetzt</translation></message>
<message><source>The article now (what it said before was not kept)</source><translation>Der Artikel jetzt (was er vorher sagte, wurde nicht behalten)</translation></message>
<message><source>The article said</source><translation>Der Artikel sagte</translation></message>
<message><source>The article said last</source><translation>Der Artikel zuletzt</translation></message>
<message><source>The article says something else here now.</source><translation>Der Artikel sagt hier jetzt etwas anderes.</translation></message>
<message><source>The article until {day}</source><translation>Der Artikel bis {day}</translation></message>
<message><source>The article was removed on another computer</source><translation>Der Artikel wurde auf einem anderen Computer entfernt</translation></message>
<message><source>The article words this differently now.</source><translation>Der Artikel formuliert dies jetzt anders.</translation></message>
<message><source>The back of “{name}”</source><translation>Die Rückseite von „{name}“</translation></message>
<message><source>The backup lacks pictures or sounds: there is too little room on the disk.</source><translation>Der Sicherung fehlen Bilder oder Töne: Auf dem Datenträger ist zu wenig Platz.</translation></message>
<message><source>The backup was restored</source><translation>Die Sicherung wurde wiederhergestellt</translation></message>
<message><source>The backup was restored. What was here before is kept as {name}</source><translation>Die Sicherung wurde wiederhergestellt. Der vorige Stand bleibt als {name} erhalten</translation></message>
<message><source>The bin holds no deletion {number}.</source><translation>Der Papierkorb enthält keine Löschung {number}.</translation></message>
<message><source>The bin is empty</source><translation>Der Papierkorb ist leer</translation></message>
<message><source>The bin is empty.</source><translation>Der Papierkorb ist leer.</translation></message>
<message><source>The book is longer than can be read at once; its end was left out.</source><translation>Das Buch ist länger, als sich auf einmal lesen lässt; sein Ende wurde ausgelassen.</translation></message>
<message><source>The bracket is not closed</source><translation>Die Klammer ist nicht geschlossen</translation></message>
<message><source>The card</source><translation>Die Karte</translation></message>
<message><source>The card appears here as you write.</source><translation>Die Karte erscheint hier beim Schreiben.</translation></message>
<message><source>The card asks nothing.</source><translation>Die Karte fragt nichts.</translation></message>
<message><source>The card comes tomorrow, and nothing is recorded.</source><translation>Die Karte kommt morgen; nichts wird aufgezeichnet.</translation></message>
<message><source>The card counts as forgotten.</source><translation>Die Karte gilt als vergessen.</translation></message>
<message><source>The card counts as known, unless you typed or chose something else.</source><translation>Die Karte gilt als gewusst, sofern nichts anderes eingegeben oder gewählt wurde.</translation></message>
<message><source>The card gets place {first}.</source><translation>Die Karte bekommt Platz {first}.</translation></message>
<message><source>The card has changed since, so the answer was not kept.</source><translation>Die Karte hat sich inzwischen geändert, daher wurde die Antwort nicht gespeichert.</translation></message>
<message><source>The card is due {day}.</source><translation>Die Karte ist fällig: {day}.</translation></message>
<message><source>The card is new again</source><translation>Die Karte ist wieder neu</translation></message>
<message><source>The card is new again.</source><translation>Die Karte ist wieder neu.</translation></message>
<message><source>The card it would become</source><translation>Die Karte, die daraus würde</translation></message>
<message><source>The card was answered on another computer.</source><translation>Die Karte wurde auf einem anderen Computer beantwortet.</translation></message>
<message><source>The card was buried on another computer.</source><translation>Die Karte wurde auf einem anderen Computer zurückgestellt.</translation></message>
<message><source>The card was changed on another computer.</source><translation>Die Karte wurde auf einem anderen Computer geändert.</translation></message>
<message><source>The card was deleted on another computer.</source><translation>Die Karte wurde auf einem anderen Computer gelöscht.</translation></message>
<message><source>The card was given another place among the new cards, or made new again.</source><translation>Die Karte bekam einen anderen Platz unter den neuen Karten oder wurde wieder neu gemacht.</translation></message>
<message><source>The card was made new and starts over.</source><translation>Die Karte wurde auf neu zurückgesetzt und beginnt von vorn.</translation></message>
<message><source>The card was moved to another deck on another computer.</source><translation>Die Karte wurde auf einem anderen Computer in einen anderen Stapel verschoben.</translation></message>
<message><source>The card was moved to another note on another computer.</source><translation>Die Karte wurde auf einem anderen Computer in eine andere Notiz verschoben.</translation></message>
<message><source>The card was not added</source><translation>Die Karte wurde nicht hinzugefügt</translation></message>
<message><source>The card was skipped.</source><translation>Die Karte wurde übersprungen.</translation></message>
<message><source>The card was suspended on another computer.</source><translation>Die Karte wurde auf einem anderen Computer ausgesetzt.</translation></message>
<message><source>The cards found are asked, due or not, and the answers count.</source><translation>Die gefundenen Karten werden abgefragt, ob fällig oder nicht, und die Antworten zählen.</translation></message>
<message><source>The cards take about {time}. {by}</source><translation>Die Karten brauchen etwa {time}. {by}</translation></message>
<message><source>The cards take at most about {time} on one day. {by}</source><translation>Die Karten brauchen an einem Tag höchstens etwa {time}. {by}</translation></message>
<message><source>The card’s note type was changed on another computer.</source><translation>Der Notiztyp der Karte wurde auf einem anderen Computer geändert.</translation></message>
<message><source>The chosen encoding is not known; Latin-1 was used.</source><translation>Die gewählte Zeichenkodierung ist unbekannt; Latin-1 wurde verwendet.</translation></message>
<message><source>The clock gives times without a time zone.</source><translation>Die Uhr gibt Zeiten ohne Zeitzone an.</translation></message>
<message><source>The clock is right</source><translation>Die Uhr geht richtig</translation></message>
<message><source>The clock says {now}, before you last studied ({last}).</source><translation>Die Uhr zeigt {now}, also einen Zeitpunkt vor dem letzten Lernen ({last}).</translation></message>
<message><source>The clock says {now}; you last studied on {last}.</source><translation>Die Uhr zeigt {now}; zuletzt gelernt wurde am {last}.</translation></message>
<message><source>The cloze note {title} has no gap. Mark one, such as {{{{c1::word}}}}.</source><translation>Die Lückentext-Notiz {title} hat keine Lücke. Eine auszeichnen, etwa {{{{c1::word}}}}.</translation></message>
<message><source>The collection cannot be locked: {path} cannot be written ({reason}).</source><translation>Die Sammlung lässt sich nicht sperren: {path} kann nicht geschrieben werden ({reason}).</translation></message>
<message><source>The collection cannot be looked for: {reason}.</source><translation>Die Sammlung lässt sich nicht suchen: {reason}.</translation></message>
<message><source>The collection cannot be restored from itself.</source><translation>Die Sammlung lässt sich nicht aus sich selbst wiederherstellen.</translation></message>
<message><source>The collection could not be brought up to date (layout {number}): some of its rows refer to others that are missing.</source><translation>Die Sammlung ließ sich nicht auf den neuesten Stand bringen (Layout {number}): Einige ihrer Zeilen verweisen auf andere, die fehlen.</translation></message>
<message><source>The collection file cannot be opened.</source><translation>Die Sammlungsdatei lässt sich nicht öffnen.</translation></message>
<message><source>The collection file is damaged.</source><translation>Die Sammlungsdatei ist beschädigt.</translation></message>
<message><source>The collection file was moved, deleted or replaced while it was open, so nothing more is written to it.</source><translation>Die Sammlungsdatei wurde im geöffneten Zustand verschoben, gelöscht oder ersetzt, daher wird nichts mehr in sie geschrieben.</translation></message>
<message><source>The collection is as it was. Install Flashcards again; if that does not help, the report below helps us fix the problem.</source><translation>Die Sammlung ist, wie sie war. Flashcards neu installieren; hilft das nicht, hilft uns der Bericht unten, das Problem zu beheben.</translation></message>
<message><source>The collection is closed.</source><translation>Die Sammlung ist geschlossen.</translation></message>
<message><source>The collection is in the middle of another change.</source><translation>Die Sammlung ist mitten in einer anderen Änderung.</translation></message>
<message><source>The collection is open elsewhere; cards it has already are counted too.</source><translation>Die Sammlung ist anderswo offen; Karten, die sie schon hat, sind mitgezählt.</translation></message>
<message><source>The collection is what it was on {when}: {counts}.</source><translation>Die Sammlung hat wieder den Stand von {when}: {counts}.</translation></message>
<message><source>The collection itself is saved. Make some room, then make a backup.</source><translation>Die Sammlung selbst ist gespeichert. Platz schaffen, dann eine Sicherung erstellen.</translation></message>
<message><source>The collection may not be written to.</source><translation>In die Sammlung darf nicht geschrieben werden.</translation></message>
<message><source>The collection uses a scheduler called “{name}” that this program does not know.</source><translation>Die Sammlung verwendet ein Planungsverfahren namens „{name}“, das dieses Programm nicht kennt.</translation></message>
<message><source>The collection was opened for reading only.</source><translation>Die Sammlung wurde nur zum Lesen geöffnet.</translation></message>
<message><source>The collection was repaired</source><translation>Die Sammlung wurde repariert</translation></message>
<message><source>The commands defined with \newcommand call each other without an end.</source><translation>Die mit \newcommand definierten Befehle rufen einander endlos auf.</translation></message>
<message><source>The computers you sync with go back too. What was added since goes to their bins; answers stay.</source><translation>Auch die Computer, mit denen Sie abgleichen, gehen zurück. Was seither hinzukam, kommt dort in den Papierkorb; Antworten bleiben.</translation></message>
<message><source>The count of ids given out for “{table}” is wrong.</source><translation>Die Zahl der vergebenen IDs für „{table}“ stimmt nicht.</translation></message>
<message><source>The daily backup failed: {why}</source><translation>Die tägliche Sicherung ist fehlgeschlagen: {why}</translation></message>
<message><source>The daily limit leaves no room for these cards within a year.</source><translation>Das Tageslimit lässt binnen eines Jahres keinen Platz für diese Karten.</translation></message>
<message><source>The daily limits of the deck “{deck}” cannot be read, so those of its preset hold. Set them again in the deck options.</source><translation>Die Tageslimits des Stapels „{deck}“ sind nicht lesbar, daher gelten die seiner Voreinstellung. In den Stapeloptionen neu einstellen.</translation></message>
<message><source>The damaged file that was there is kept: {file}.</source><translation>Die beschädigte Datei ist aufbewahrt: {file}.</translation></message>
<message><source>The database in {file} is damaged.</source><translation>Die Datenbank in {file} ist beschädigt.</translation></message>
<message><source>The days must lie between 1 and {most:,}.</source><translation>Die Zahl der Tage muss zwischen 1 und {most:,} liegen.</translation></message>
<message><source>The deck is gone</source><translation>Den Stapel gibt es nicht mehr</translation></message>
<message><source>The deck name</source><translation>Der Stapelname</translation></message>
<message><source>The deck name is too long.</source><translation>Der Stapelname ist zu lang.</translation></message>
<message><source>The deck of some cards is missing; they are in {deck}.</source><translation>Der Stapel einiger Karten fehlt; sie sind in {deck}.</translation></message>
<message><source>The deck options allow no reviews, so none of them would be shown.</source><translation>Die Stapeloptionen erlauben keine Wiederholungen, also würde keine davon gezeigt.</translation></message>
<message><source>The deck “{deck}” is gone</source><translation>Der Stapel „{deck}“ ist nicht mehr da</translation></message>
<message><source>The description of {deck} was left out. {why}</source><translation>Die Beschreibung von {deck} wurde ausgelassen. {why}</translation></message>
<message numerus="yes"><source>The descriptions of {count} decks</source><extracomment>For one: The description of {count} deck</extracomment><translation><numerusform>Die Beschreibung von {count} Stapel</numerusform><numerusform>Die Beschreibungen von {count} Stapeln</numerusform></translation></message>
<message><source>The desktop does not answer, so {name} cannot start with it.</source><translation>Die Arbeitsumgebung antwortet nicht, deshalb kann {name} nicht mit ihr starten.</translation></message>
<message><source>The dictionary of {language} cannot be used. Install it anew, or put other .dic and .aff files into {folder}. {key} tries it again.</source><translation>Das Wörterbuch für {language} ist nicht verwendbar. Es neu installieren oder andere .dic- und .aff-Dateien in {folder} ablegen. {key} versucht es noch einmal.</translation></message>
<message><source>The disk is full, so no backup could be made.</source><translation>Der Datenträger ist voll, daher konnte keine Sicherung erstellt werden.</translation></message>
<message><source>The disk is full, so nothing could be saved.</source><translation>Der Datenträger ist voll, daher konnte nichts gespeichert werden.</translation></message>
<message><source>The disk reported an error while the collection was read or written.</source><translation>Der Datenträger meldete einen Fehler beim Lesen oder Schreiben der Sammlung.</translation></message>
<message><source>The drive of {parent} cannot keep two programs apart ({reason}).</source><translation>Das Laufwerk von {parent} kann zwei Programme nicht auseinanderhalten ({reason}).</translation></message>
<message><source>The due date was moved to {day} {plan}; the interval stays at {time}.</source><translation>Der Fälligkeitstag wurde auf {day} verschoben ({plan}); der Abstand bleibt {time}.</translation></message>
<message><source>The ease before the answer multiplies, days round to the nearest, and a forgotten card loses ease.</source><translation>Die Leichtigkeit vor der Antwort multipliziert, Tage werden gerundet, und eine vergessene Karte verliert an Leichtigkeit.</translation></message>
<message><source>The exam is more than a year away.</source><translation>Die Prüfung ist mehr als ein Jahr entfernt.</translation></message>
<message><source>The exam must lie ahead.</source><translation>Die Prüfung muss in der Zukunft liegen.</translation></message>
<message><source>The fact {note} has no text and was left out.</source><translation>Der Fakt {note} hat keinen Text und wurde ausgelassen.</translation></message>
<message><source>The field {name} stands twice; the last one counts.</source><translation>Das Feld {name} steht zweimal da; das letzte zählt.</translation></message>
<message><source>The field “{name}”</source><translation>Das Feld „{name}“</translation></message>
<message><source>The field “{name}” could not be named in a template.</source><translation>Das Feld „{name}“ ließe sich in einer Vorlage nicht nennen.</translation></message>
<message><source>The fields have no language. Preferences, Spelling, lets you choose one.</source><translation>Die Felder haben keine Sprache. Unter „Einstellungen &gt; Rechtschreibung“ lässt sich eine wählen.</translation></message>
<message><source>The fields of the note type “{name}” are damaged.</source><translation>Die Felder des Notiztyps „{name}“ sind beschädigt.</translation></message>
<message><source>The file could not be kept: {reason}.</source><translation>Die Datei konnte nicht gespeichert werden: {reason}.</translation></message>
<message><source>The file does not say when it began, so its cards come as new ones, without their schedule.</source><translation>Die Datei sagt nicht, wann sie begann, daher kommen ihre Karten als neue, ohne ihre Planung.</translation></message>
<message><source>The file holds more than this version knows; that was left out.</source><translation>Die Datei enthält mehr, als diese Version kennt; das wurde ausgelassen.</translation></message>
<message><source>The file is damaged: {reason}.</source><translation>Die Datei ist beschädigt: {reason}.</translation></message>
<message><source>The file is larger than 64 MB.</source><translation>Die Datei ist größer als 64 MB.</translation></message>
<message><source>The file may be damaged; fetch it again.</source><translation>Vielleicht ist die Datei beschädigt; sie neu beschaffen.</translation></message>
<message><source>The file was not inserted: another note came meanwhile. Insert it again.</source><translation>Die Datei wurde nicht eingefügt: Inzwischen kam eine andere Notiz. Noch einmal einfügen.</translation></message>
<message><source>The file with the latest changes, beside the collection, was deleted or replaced while it was open, so nothing more is written.</source><translation>Die Datei mit den neuesten Änderungen neben der Sammlung wurde im geöffneten Zustand gelöscht oder ersetzt, daher wird nichts mehr geschrieben.</translation></message>
<message><source>The file {file} beside the collection could not be read, and is made anew.</source><translation>Die Datei {file} neben der Sammlung war nicht lesbar und wird neu angelegt.</translation></message>
<message><source>The file {file}: {problem}</source><translation>Die Datei {file}: {problem}</translation></message>
<message><source>The file {name} in the sync folder is damaged. It is removed there after a day, and a computer with an intact copy restores it.</source><translation>Die Datei {name} im Abgleichordner ist beschädigt. Sie wird dort nach einem Tag entfernt, und ein Computer, der sie unversehrt hat, stellt sie wieder her.</translation></message>
<message><source>The file {name} is damaged in the hub. Ask whoever looks after the hub to remove it: a computer with an intact copy restores it.</source><translation>Die Datei {name} im Verteiler ist beschädigt. Bitten Sie, wer den Verteiler betreut, sie zu entfernen: Ein Computer, der sie unversehrt hat, stellt sie wieder her.</translation></message>
<message><source>The file’s text</source><translation>Text der Datei</translation></message>
<message><source>The first interval of a card that Easy takes past its steps.</source><translation>Der erste Abstand einer Karte, die „Einfach“ über ihre Schritte hinausbringt.</translation></message>
<message><source>The first interval of a card that has passed its last step.</source><translation>Der erste Abstand einer Karte, die ihren letzten Schritt bestanden hat.</translation></message>
<message><source>The first {count} changes are shown</source><translation>Die ersten {count} Änderungen werden gezeigt</translation></message>
<message><source>The fitted parameters predict your answers better.</source><translation>Die angepassten Parameter sagen Ihre Antworten besser voraus.</translation></message>
<message><source>The folder is not there now. All is synced once it is back.</source><translation>Der Ordner ist gerade nicht da. Alles wird abgeglichen, sobald er wieder da ist.</translation></message>
<message><source>The folder {folder} is not protected with a passphrase.</source><translation>Der Ordner {folder} ist nicht mit einer Passphrase geschützt.</translation></message>
<message><source>The folder {folder} lacks the files this collection has synced so far.</source><translation>Im Ordner {folder} fehlen die Dateien, die diese Sammlung bisher abgeglichen hat.</translation></message>
<message><source>The folder {parent} does not exist.</source><translation>Den Ordner {parent} gibt es nicht.</translation></message>
<message><source>The folder {path} cannot be found.</source><translation>Der Ordner {path} ist nicht zu finden.</translation></message>
<message><source>The folder {path} cannot be made ({reason}).</source><translation>Der Ordner {path} lässt sich nicht anlegen ({reason}).</translation></message>
<message><source>The folder {path} cannot be read: {reason}.</source><translation>Der Ordner {path} ist nicht lesbar: {reason}.</translation></message>
<message><source>The folder {path} is not watched.</source><translation>Der Ordner {path} wird nicht überwacht.</translation></message>
<message><source>The formula cannot be read.</source><translation>Die Formel ist nicht lesbar.</translation></message>
<message><source>The formula is too long to draw.</source><translation>Die Formel ist zu lang, um sie zu zeichnen.</translation></message>
<message><source>The formula takes too long to draw.</source><translation>Das Zeichnen der Formel dauert zu lange.</translation></message>
<message><source>The front hides nothing. Name a field as {{cloze:Field}} in it.</source><translation>Die Vorderseite verbirgt nichts. Darin ein Feld als {{cloze:Field}} nennen.</translation></message>
<message><source>The front of this card is empty.</source><translation>Die Vorderseite dieser Karte ist leer.</translation></message>
<message><source>The front of “{name}”</source><translation>Die Vorderseite von „{name}“</translation></message>
<message><source>The front of “{name}” asks no cloze.</source><translation>Die Vorderseite von „{name}“ fragt keine Lücke.</translation></message>
<message><source>The front of “{name}” shows no field.</source><translation>Die Vorderseite von „{name}“ zeigt kein Feld.</translation></message>
<message><source>The front shows no field, so no note would make this card.</source><translation>Die Vorderseite zeigt kein Feld, also würde keine Notiz diese Karte ergeben.</translation></message>
<message><source>The front states something and asks nothing.</source><translation>Die Vorderseite stellt etwas fest und fragt nichts.</translation></message>
<message numerus="yes"><source>The full names of {count} decks do not match their places.</source><extracomment>For one: The full name of {count} deck does not match its place.</extracomment><translation><numerusform>Der volle Name von {count} Stapel passt nicht zu seinem Platz.</numerusform><numerusform>Die vollen Namen von {count} Stapeln passen nicht zu ihren Plätzen.</numerusform></translation></message>
<message numerus="yes"><source>The grades of {count} entries were left out: their cards are new.</source><extracomment>For one: The grade of {count} entry was left out: its cards are new.</extracomment><translation><numerusform>Die Stufe von {count} Eintrag wurde ausgelassen: Seine Karten sind neu.</numerusform><numerusform>Die Stufen von {count} Einträgen wurden ausgelassen: Ihre Karten sind neu.</numerusform></translation></message>
<message><source>The guid of this row was used before; the row is left out.</source><translation>Die GUID dieser Zeile kam schon vor; die Zeile wird ausgelassen.</translation></message>
<message><source>The holiday ends before it begins.</source><translation>Der Urlaub endet, bevor er beginnt.</translation></message>
<message><source>The holiday is over.</source><translation>Der Urlaub ist vorbei.</translation></message>
<message><source>The hub has the newest state of {deck} already.</source><translation>{deck}: Der Verteiler hat bereits den neuesten Stand.</translation></message>
<message><source>The hub {where} cannot be reached: {reason}.</source><translation>Der Verteiler {where} ist nicht erreichbar: {reason}.</translation></message>
<message><source>The hub {where} cannot be used: {reason}.</source><translation>Der Verteiler {where} kann nicht verwendet werden: {reason}.</translation></message>
<message><source>The hub {where} does not allow you to do that.</source><translation>Der Verteiler {where} erlaubt Ihnen das nicht.</translation></message>
<message><source>The hub {where} does not let you in: {reason}.</source><translation>Der Verteiler {where} lässt Sie nicht hinein: {reason}.</translation></message>
<message><source>The hub {where} encrypts nothing on the way: {reason}.</source><translation>Der Verteiler {where} verschlüsselt unterwegs nichts: {reason}.</translation></message>
<message><source>The hub {where} is in use at present, or a backup of it is being made.</source><translation>Der Verteiler {where} wird gerade benutzt oder gesichert.</translation></message>
<message><source>The hub {where} is not what this collection syncs with.</source><translation>Mit dem Verteiler {where} gleicht sich diese Sammlung nicht ab.</translation></message>
<message><source>The id {id} may hold only small letters, digits and hyphens.</source><translation>Die ID {id} darf nur Kleinbuchstaben, Ziffern und Bindestriche enthalten.</translation></message>
<message><source>The id {id} was used before, in line {line}. Give this note another one; for now it was read as a note without an id.</source><translation>Die ID {id} kam schon in Zeile {line} vor. Dieser Notiz eine andere geben; vorerst wurde sie als Notiz ohne ID gelesen.</translation></message>
<message><source>The import was undone</source><translation>Der Import wurde rückgängig gemacht</translation></message>
<message><source>The interval was imported: {time}, due on {day}.</source><translation>Der Abstand wurde importiert: {time}, fällig am {day}.</translation></message>
<message><source>The interval was set by hand: {time}, due on {day}.</source><translation>Der Abstand wurde von Hand gesetzt: {time}, fällig am {day}.</translation></message>
<message><source>The language changes when the work under way has ended.</source><translation>Die Sprache wechselt, sobald die laufende Arbeit beendet ist.</translation></message>
<message><source>The language is used for spelling and for reading aloud.</source><translation>Die Sprache dient der Rechtschreibprüfung und dem Vorlesen.</translation></message>
<message><source>The last preset cannot be deleted.</source><translation>Die letzte Voreinstellung kann nicht gelöscht werden.</translation></message>
<message><source>The library that checks spelling is not installed.</source><translation>Die Bibliothek zur Rechtschreibprüfung ist nicht installiert.</translation></message>
<message><source>The licences of all parts are in {file}.</source><translation>Die Lizenzen aller Teile stehen in {file}.</translation></message>
<message><source>The limit “{name}” must lie between 0 and {most:,}.</source><translation>Das Limit „{name}“ muss zwischen 0 und {most:,} liegen.</translation></message>
<message><source>The list has no items yet, so it makes no card.</source><translation>Die Liste hat noch keine Punkte und ergibt daher keine Karte.</translation></message>
<message><source>The lock file beside the collection was deleted or replaced while it was open, so another program may be writing to it; nothing more is written here.</source><translation>Die Sperrdatei neben der Sammlung wurde im geöffneten Zustand gelöscht oder ersetzt, daher schreibt vielleicht ein anderes Programm hinein; hier wird nichts mehr geschrieben.</translation></message>
<message><source>The lock of this collection was removed while it was being taken.</source><translation>Die Sperre dieser Sammlung wurde entfernt, während sie gesetzt wurde.</translation></message>
<message><source>The login {login} is locked and lets nobody in. It stays, since something outside of the hub belongs to it: ask the server’s administrator to run DROP OWNED BY {login} in the other databases, then DROP ROLE {login}.</source><translation>Die Anmeldung {login} ist gesperrt und lässt niemanden hinein. Sie bleibt, weil ihr etwas außerhalb des Verteilers gehört: Bitten Sie die Verwaltung des Servers, in den anderen Datenbanken DROP OWNED BY {login} auszuführen, dann DROP ROLE {login}.</translation></message>
<message><source>The longest time counted for one answer, so that a pause is not taken for thinking.</source><translation>Die längste Zeit, die für eine Antwort zählt, damit eine Pause nicht als Nachdenken gilt.</translation></message>
<message><source>The masks were changed elsewhere meanwhile. Yours stand, the others are in the note’s history.</source><translation>Die Masken wurden inzwischen anderswo geändert. Ihre gelten, die anderen stehen im Verlauf der Notiz.</translation></message>
<message><source>The masks were not saved; they are kept as a draft</source><translation>Die Masken wurden nicht gespeichert; sie bleiben als Entwurf erhalten</translation></message>
<message><source>The media file {name} is missing.</source><translation>Die Mediendatei {name} fehlt.</translation></message>
<message><source>The microphone cannot be used. Another program may have it; close that one.</source><translation>Das Mikrofon ist nicht verwendbar. Vielleicht benutzt es ein anderes Programm; dieses schließen.</translation></message>
<message><source>The minutes must lie between 1 and {most:,}.</source><translation>Die Zahl der Minuten muss zwischen 1 und {most:,} liegen.</translation></message>
<message><source>The model at {host}:{port} refused the question ({status}).</source><translation>Das Modell unter {host}:{port} hat die Frage abgelehnt ({status}).</translation></message>
<message><source>The model at {host}:{port} took too long.</source><translation>Das Modell unter {host}:{port} brauchte zu lange.</translation></message>
<message><source>The model gave no usable answer; the cards are as they were</source><translation>Das Modell gab keine brauchbare Antwort; die Karten sind, wie sie waren</translation></message>
<message><source>The most due cards to show in a day; the rest wait until tomorrow.</source><translation>So viele fällige Karten werden am Tag höchstens gezeigt; die übrigen warten bis morgen.</translation></message>
<message><source>The most new cards to show in a day.</source><translation>So viele neue Karten werden am Tag höchstens gezeigt.</translation></message>
<message><source>The moving average does no worse: these answers say more about your days than about single cards, as is usual in a short log.</source><translation>Der gleitende Mittelwert ist nicht schlechter: Diese Antworten sagen mehr über Ihre Tage als über einzelne Karten, wie es bei einem kurzen Verlauf üblich ist.</translation></message>
<message><source>The name</source><translation>Der Name</translation></message>
<message><source>The name of this computer is empty.</source><translation>Der Name dieses Computers ist leer.</translation></message>
<message><source>The name “{name}…” is too long.</source><translation>Der Name „{name}…“ ist zu lang.</translation></message>
<message><source>The new card had no question, and is gone</source><translation>Die neue Karte hatte keine Frage und wurde entfernt</translation></message>
<message><source>The new ease multiplies, fractions of a day round up, and a forgotten card keeps its ease.</source><translation>Die neue Leichtigkeit multipliziert, Tagesbruchteile werden aufgerundet, und eine vergessene Karte behält ihre Leichtigkeit.</translation></message>
<message><source>The new words would take away a card you have answered.</source><translation>Die neuen Wörter würden eine schon beantwortete Karte entfernen.</translation></message>
<message><source>The newer text is kept</source><translation>Der neuere Text wird behalten</translation></message>
<message><source>The newest backup is of {made}, with {notes} and {answers}.</source><translation>Die neueste Sicherung ist vom {made}, mit {notes} und {answers}.</translation></message>
<message><source>The newest ones are too much alike to test them, so they are not used yet.</source><translation>Die neuesten sind einander zu ähnlich, um sie zu prüfen; daher werden sie noch nicht verwendet.</translation></message>
<message><source>The newest {count} are shown.</source><translation>Die neuesten {count} werden gezeigt.</translation></message>
<message><source>The next card comes by itself after this time; 0 for never.</source><translation>Nach dieser Zeit kommt die nächste Karte von selbst; 0 für nie.</translation></message>
<message><source>The next card comes {day}.</source><translation>Die nächste Karte kommt: {day}.</translation></message>
<message><source>The next card is due {when}.</source><translation>Die nächste Karte ist fällig: {when}.</translation></message>
<message><source>The next sync tells your other computers.</source><translation>Ihre anderen Computer erfahren es beim nächsten Abgleich.</translation></message>
<message><source>The note has no answer yet.</source><translation>Die Notiz hat noch keine Antwort.</translation></message>
<message><source>The note has no cloze {name}.</source><translation>Die Notiz hat keine Lücke {name}.</translation></message>
<message><source>The note has no cloze, so it makes no card.</source><translation>Die Notiz hat keine Lücke und ergibt daher keine Karte.</translation></message>
<message><source>The note has no field “{field}” any more; its text can be copied.</source><translation>Die Notiz hat kein Feld „{field}“ mehr; sein Text lässt sich kopieren.</translation></message>
<message><source>The note is back, with what you drew</source><translation>Die Notiz ist wieder da, mit dem Gezeichneten</translation></message>
<message><source>The note is back, with what you wrote</source><translation>Die Notiz ist wieder da, mit dem Geschriebenen</translation></message>
<message><source>The note makes no card, since its front is empty.</source><translation>Die Notiz ergibt keine Karte, da ihre Vorderseite leer ist.</translation></message>
<message><source>The note type is {note_type} now.</source><translation>Der Notiztyp ist jetzt {note_type}.</translation></message>
<message><source>The note type of these notes is gone.</source><translation>Den Notiztyp dieser Notizen gibt es nicht mehr.</translation></message>
<message><source>The note type of {note} is missing.</source><translation>Der Notiztyp von {note} fehlt.</translation></message>
<message><source>The note type {name} has more than {most} fields or cards and was left out.</source><translation>Der Notiztyp {name} hat mehr als {most} Felder oder Karten und wurde ausgelassen.</translation></message>
<message><source>The note type {name} has no fields. Name each on a line below @Fields:.</source><translation>Der Notiztyp {name} hat keine Felder. Jedes in einer Zeile unter @Fields: nennen.</translation></message>
<message><source>The note type {name} is of a kind or markup that is not known here.</source><translation>Der Notiztyp {name} hat eine hier unbekannte Art oder Auszeichnung.</translation></message>
<message><source>The note type {name} makes no card. Write its front behind @Front 1:.</source><translation>Der Notiztyp {name} ergibt keine Karte. Seine Vorderseite hinter @Front 1: schreiben.</translation></message>
<message><source>The note type {name} stays as it is: as changed in Anki it would take answered cards away.</source><translation>Der Notiztyp {name} bleibt, wie er ist: So wie in Anki geändert, nähme er beantwortete Karten weg.</translation></message>
<message><source>The note type “{name}” does not exist any more.</source><translation>Den Notiztyp „{name}“ gibt es nicht mehr.</translation></message>
<message numerus="yes"><source>The note type “{name}” has scripts, which are not run here. Cards of its {count} notes offer “All fields”, which shows everything.</source><extracomment>For one: The note type “{name}” has scripts, which are not run here. Cards of its {count} note offer “All fields”, which shows everything.</extracomment><translation><numerusform>Der Notiztyp „{name}“ hat Skripte, die hier nicht ausgeführt werden. Karten seiner {count} Notiz bieten „Alle Felder“ an, das alles zeigt.</numerusform><numerusform>Der Notiztyp „{name}“ hat Skripte, die hier nicht ausgeführt werden. Karten seiner {count} Notizen bieten „Alle Felder“ an, das alles zeigt.</numerusform></translation></message>
<message><source>The note type “{note_type}” has no field “{field}”.</source><translation>Der Notiztyp „{note_type}“ hat kein Feld „{field}“.</translation></message>
<message><source>The note type “{note_type}” has no field “{name}”.</source><translation>Der Notiztyp „{note_type}“ hat kein Feld „{name}“.</translation></message>
<message><source>The note type “{note_type}” has no field “{name}”; what stands there was left out.</source><translation>Der Notiztyp „{note_type}“ hat kein Feld „{name}“; was dort steht, wurde ausgelassen.</translation></message>
<message><source>The note types or decks in {file} cannot be read.</source><translation>Die Notiztypen oder Stapel in {file} sind nicht lesbar.</translation></message>
<message><source>The note was not saved; its text is kept as a draft</source><translation>Die Notiz wurde nicht gespeichert; ihr Text bleibt als Entwurf erhalten</translation></message>
<message><source>The note was skipped.</source><translation>Die Notiz wurde übersprungen.</translation></message>
<message><source>The note {title} has no gap that could be asked.</source><translation>Die Notiz {title} hat keine Lücke, die abgefragt werden könnte.</translation></message>
<message><source>The note {title} has text here that is not saved yet, so its edit in the file waits. Save or discard that text.</source><translation>Die Notiz {title} hat hier noch ungespeicherten Text, daher wartet ihre Änderung in der Datei. Diesen Text speichern oder verwerfen.</translation></message>
<message><source>The note {title} is longer than a million characters and was left out.</source><translation>Die Notiz {title} ist länger als eine Million Zeichen und wurde ausgelassen.</translation></message>
<message><source>The note {title} was not written into the file, since it would read differently there. Change it a little, here or in the file.</source><translation>Die Notiz {title} wurde nicht in die Datei geschrieben, da sie dort anders gelesen würde. Den Text ein wenig ändern, hier oder in der Datei.</translation></message>
<message><source>The number of a card has to be 1 or more</source><translation>Die Nummer einer Karte muss mindestens 1 sein</translation></message>
<message><source>The number of cards must not be negative.</source><translation>Die Zahl der Karten darf nicht negativ sein.</translation></message>
<message><source>The numbers of the option “{name}” must lie between 0 and 100.</source><translation>Die Zahlen der Option „{name}“ müssen zwischen 0 und 100 liegen.</translation></message>
<message><source>The option “{name}” has {count} steps, {most} are the most.</source><translation>Die Option „{name}“ hat {count} Schritte, erlaubt sind höchstens {most}.</translation></message>
<message><source>The option “{name}” must lie between {low:,} and {high:,}.</source><translation>Die Option „{name}“ muss zwischen {low:,} und {high:,} liegen.</translation></message>
<message><source>The option “{name}” needs seven numbers, Monday first.</source><translation>Die Option „{name}“ braucht sieben Zahlen, Montag zuerst.</translation></message>
<message><source>The option “{option}” of the preset “{preset}” cannot be used, so its default holds. Set it again in the deck options.</source><translation>Die Option „{option}“ der Voreinstellung „{preset}“ ist nicht verwendbar, daher gilt ihr Standardwert. In den Stapeloptionen neu einstellen.</translation></message>
<message numerus="yes"><source>The outlines of {count} articles disagree with their texts.</source><extracomment>For one: The outline of {count} article disagrees with its text.</extracomment><translation><numerusform>Die Gliederung von {count} Artikel weicht von seinem Text ab.</numerusform><numerusform>Die Gliederungen von {count} Artikeln weichen von ihren Texten ab.</numerusform></translation></message>
<message><source>The page is longer than can be read at once; its end was left out.</source><translation>Die Seite ist länger, als sich auf einmal lesen lässt; ihr Ende wurde ausgelassen.</translation></message>
<message><source>The parameters in force stay as they are; try again with more answers.</source><translation>Die geltenden Parameter bleiben, wie sie sind; mit mehr Antworten noch einmal versuchen.</translation></message>
<message><source>The parameters of FSRS could not be fitted to these answers.</source><translation>Die FSRS-Parameter ließen sich nicht an diese Antworten anpassen.</translation></message>
<message><source>The parameters you have stay: the fitted ones predict your answers no better.</source><translation>Die bisherigen Parameter bleiben: Die angepassten sagen Ihre Antworten nicht besser voraus.</translation></message>
<message><source>The passphrase</source><translation>Die Passphrase</translation></message>
<message><source>The passphrase does not fit.</source><translation>Die Passphrase passt nicht.</translation></message>
<message><source>The picture was changed meanwhile, so nothing was written. Try again.</source><translation>Das Bild wurde inzwischen geändert, daher wurde nichts geschrieben. Noch einmal versuchen.</translation></message>
<message><source>The picture “{name}” is missing.</source><translation>Das Bild „{name}“ fehlt.</translation></message>
<message><source>The plan “{plan}” cannot be read and is left out. Make it again.</source><translation>Der Plan „{plan}“ ist nicht lesbar und wird ausgelassen. Den Plan neu erstellen.</translation></message>
<message><source>The present state: {what}</source><translation>Der jetzige Stand: {what}</translation></message>
<message><source>The preset is called “{preset}” now</source><translation>Die Voreinstellung heißt jetzt „{preset}“</translation></message>
<message><source>The program does not speak “{language}”.</source><translation>Das Programm spricht „{language}“ nicht.</translation></message>
<message><source>The program keeps working; make room, or check the folder’s permissions.</source><translation>Das Programm läuft weiter; Platz schaffen oder die Zugriffsrechte des Ordners prüfen.</translation></message>
<message><source>The program’s</source><translation>Schrift des Programms</translation></message>
<message><source>The published algorithm to the letter: 1 day, 6 days, then each interval times the card’s ease. Weak answers are repeated the same day.</source><translation>Der veröffentlichte Algorithmus, buchstabengetreu: 1 Tag, 6 Tage, dann jeder Abstand mal Leichtigkeit der Karte. Schwache Antworten werden am selben Tag wiederholt.</translation></message>
<message><source>The published numbers; others can be pasted here</source><translation>Die veröffentlichten Zahlen; andere können hier eingefügt werden</translation></message>
<message><source>The published parameters predict your answers better than those you have.</source><translation>Die veröffentlichten Parameter sagen Ihre Antworten besser voraus als die bisherigen.</translation></message>
<message><source>The published text</source><translation>Der veröffentlichte Text</translation></message>
<message><source>The question</source><translation>Die Frage</translation></message>
<message><source>The question already holds the answer.</source><translation>Die Frage enthält schon die Antwort.</translation></message>
<message><source>The question has no answer.</source><translation>Die Frage hat keine Antwort.</translation></message>
<message><source>The question speaks of a picture that is missing.</source><translation>Die Frage spricht von einem Bild, das fehlt.</translation></message>
<message><source>The question {title} has no answer.</source><translation>Die Frage {title} hat keine Antwort.</translation></message>
<message><source>The question {title} has no answer. Add a line that begins with A: below it.</source><translation>Die Frage {title} hat keine Antwort. Darunter eine Zeile hinzufügen, die mit A: beginnt.</translation></message>
<message><source>The question {title} has no answer. Write the answer on the lines below it.</source><translation>Die Frage {title} hat keine Antwort. Die Antwort in die Zeilen darunter schreiben.</translation></message>
<message><source>The quotation mark is not closed</source><translation>Das Anführungszeichen ist nicht geschlossen</translation></message>
<message><source>The regular expression cannot be looked for as whole words.</source><translation>Der reguläre Ausdruck lässt sich nicht als ganze Wörter suchen.</translation></message>
<message><source>The regular expression cannot be read</source><translation>Der reguläre Ausdruck ist nicht lesbar</translation></message>
<message><source>The regular expression has more than {most} brackets</source><translation>Der reguläre Ausdruck hat mehr als {most} Klammern</translation></message>
<message><source>The regular expression is longer than {most} characters</source><translation>Der reguläre Ausdruck ist länger als {most} Zeichen</translation></message>
<message><source>The regular expression takes too long.</source><translation>Der reguläre Ausdruck dauert zu lange.</translation></message>
<message><source>The regular expression was not looked for: no process could be started.</source><translation>Der reguläre Ausdruck wurde nicht gesucht: Kein Prozess ließ sich starten.</translation></message>
<message><source>The reminder could not be removed from {folder}: {reason}.</source><translation>Die Erinnerung ließ sich nicht aus {folder} entfernen: {reason}.</translation></message>
<message><source>The reminder could not be set up in {folder}: {reason}.</source><translation>Die Erinnerung konnte in {folder} nicht eingerichtet werden: {reason}.</translation></message>
<message><source>The retention must lie between 50% and 99%.</source><translation>Die Behaltensquote muss zwischen 50 % und 99 % liegen.</translation></message>
<message><source>The row was skipped.</source><translation>Die Zeile wurde übersprungen.</translation></message>
<message><source>The row will be skipped.</source><translation>Die Zeile wird übersprungen.</translation></message>
<message><source>The same for a card that was learned and is answered with Again; leave empty to go straight back to days.</source><translation>Dasselbe für eine gelernte Karte, die mit „Nochmal“ beantwortet wird; leer lassen, um gleich wieder in Tagen zu planen.</translation></message>
<message><source>The search could not be finished.</source><translation>Die Suche konnte nicht beendet werden.</translation></message>
<message><source>The search for the regular expression broke off.</source><translation>Die Suche nach dem regulären Ausdruck brach ab.</translation></message>
<message><source>The search has more than {most} regular expressions</source><translation>Die Suche hat mehr als {most} reguläre Ausdrücke</translation></message>
<message><source>The search has more than {most} words</source><translation>Die Suche hat mehr als {most} Wörter</translation></message>
<message><source>The search is longer than {most} characters</source><translation>Die Suche ist länger als {most} Zeichen</translation></message>
<message><source>The search was stopped.</source><translation>Die Suche wurde abgebrochen.</translation></message>
<message><source>The section “{name}” ends without a beginning</source><translation>Der Abschnitt „{name}“ endet ohne Anfang</translation></message>
<message><source>The section “{name}” has no end</source><translation>Der Abschnitt „{name}“ hat kein Ende</translation></message>
<message><source>The self-contained program does not bring it: install {name} as a Python package or as Debian’s, see {home_page}.</source><translation>Das in sich abgeschlossene Programm bringt sie nicht mit: Installieren Sie {name} als Python- oder als Debian-Paket, siehe {home_page}.</translation></message>
<message><source>The session “{name}” is gone</source><translation>Die Sitzung „{name}“ ist nicht mehr da</translation></message>
<message><source>The settings at the top have no end. Put a line --- below them.</source><translation>Die Einstellungen am Anfang haben kein Ende. Eine Zeile --- darunter setzen.</translation></message>
<message><source>The settings could not be read, and were set aside as {file}.</source><translation>Die Einstellungen waren nicht lesbar und wurden als {file} beiseitegelegt.</translation></message>
<message><source>The settings could not be saved in {path}: {reason}.</source><translation>Die Einstellungen konnten nicht in {path} gespeichert werden: {reason}.</translation></message>
<message><source>The settings in {path} could not be read: {reason}.</source><translation>Die Einstellungen in {path} waren nicht lesbar: {reason}.</translation></message>
<message><source>The settings of the {scheduler} scheduler in this collection cannot be read.</source><translation>Die Einstellungen des Verfahrens {scheduler} in dieser Sammlung sind nicht lesbar.</translation></message>
<message><source>The shortest interval of a card that has been forgotten and learned again.</source><translation>Der kürzeste Abstand einer vergessenen und neu gelernten Karte.</translation></message>
<message><source>The sidebar on the left shows icons only.</source><translation>Die Seitenleiste links zeigt nur Symbole.</translation></message>
<message><source>The size of a font is between 1 and {most}.</source><translation>Eine Schriftgröße liegt zwischen 1 und {most}.</translation></message>
<message><source>The sound “{name}” is missing.</source><translation>Der Ton „{name}“ fehlt.</translation></message>
<message numerus="yes"><source>The sources of {count} notes</source><extracomment>For one: The source of {count} note</extracomment><translation><numerusform>Die Quelle von {count} Notiz</numerusform><numerusform>Die Quellen von {count} Notizen</numerusform></translation></message>
<message><source>The spelling of {language} cannot be checked. Preferences, Spelling, says what helps.</source><translation>Die Rechtschreibung für {language} kann nicht geprüft werden. Unter „Einstellungen &gt; Rechtschreibung“ steht, was hilft.</translation></message>
<message><source>The style</source><translation>Der Stil</translation></message>
<message><source>The sync folder {folder} cannot be used: {reason}.</source><translation>Der Abgleichordner {folder} ist nicht verwendbar: {reason}.</translation></message>
<message><source>The sync folder {folder} is not there.</source><translation>Der Abgleichordner {folder} ist nicht da.</translation></message>
<message><source>The system does not let the program use the microphone. Allow it in its settings.</source><translation>Das System erlaubt dem Programm das Mikrofon nicht. Es lässt sich in den Systemeinstellungen erlauben.</translation></message>
<message><source>The table would have {count:,} columns.</source><translation>Die Tabelle hätte {count:,} Spalten.</translation></message>
<message><source>The tag index disagrees with the notes.</source><translation>Der Schlagwortindex weicht von den Notizen ab.</translation></message>
<message><source>The tags</source><translation>Die Schlagwortliste</translation></message>
<message><source>The teacher of the deck “{deck}” has published {count:,} times, and Flashcards reads no more than that: what was published later is missing here. Tell whoever looks after the hub.</source><translation>Wer den Stapel „{deck}“ veröffentlicht, hat das {count:,}-mal getan, und mehr liest Flashcards nicht: Was später kam, fehlt hier. Sagen Sie es dem, der den Verteiler betreut.</translation></message>
<message><source>The templates have no problems</source><translation>Die Vorlagen haben keine Probleme</translation></message>
<message><source>The text</source><translation>Der Text</translation></message>
<message><source>The text around a gap already holds what it hides.</source><translation>Der Text um eine Lücke enthält schon, was sie verbirgt.</translation></message>
<message><source>The text has no gap.</source><translation>Der Text hat keine Lücke.</translation></message>
<message><source>The text has {gaps} gaps; shorter lists are easier to learn.</source><translation>Der Text hat {gaps} Lücken; kürzere Listen lernen sich leichter.</translation></message>
<message><source>The text here</source><translation>Text hier</translation></message>
<message><source>The text index disagrees with the notes.</source><translation>Der Textindex weicht von den Notizen ab.</translation></message>
<message><source>The text was cut here: a card shows 200,000 characters at most.</source><translation>Der Text wurde hier gekürzt: Eine Karte zeigt höchstens 200.000 Zeichen.</translation></message>
<message><source>The texts would grow too large.</source><translation>Die Texte würden zu groß.</translation></message>
<message><source>The time stands while a sound plays, while you type, and while you pause with P.</source><translation>Die Zeit steht still, während ein Ton läuft, während getippt wird und während einer Pause mit P.</translation></message>
<message><source>The two passphrases differ.</source><translation>Die beiden Passphrasen sind verschieden.</translation></message>
<message><source>The video “{name}” is missing.</source><translation>Das Video „{name}“ fehlt.</translation></message>
<message><source>The word could not be kept in {path}: {reason}.</source><translation>Das Wort konnte nicht in {path} gespeichert werden: {reason}.</translation></message>
<message><source>The words of this note are still being looked up.</source><translation>Die Wörter dieser Notiz werden noch nachgeschlagen.</translation></message>
<message numerus="yes"><source>Their {count} reviews go along. Merging keeps what was learnt.</source><extracomment>For one: Its {count} review goes along. Merging keeps what was learnt.</extracomment><translation><numerusform>Ihre {count} Wiederholung geht mit verloren. Zusammenführen behält das Gelernte.</numerusform><numerusform>Ihre {count} Wiederholungen gehen mit verloren. Zusammenführen behält das Gelernte.</numerusform></translation></message>
<message><source>Theirs: the article now</source><translation>Neue: der Artikel jetzt</translation></message>
<message><source>Theme</source><translation>Farbschema</translation></message>
<message><source>Theme and text</source><translation>Farbschema und Text</translation></message>
<message><source>Theme: &amp;dark</source><translation>Farbschema: &amp;dunkel</translation></message>
<message><source>Theme: &amp;light</source><translation>Farbschema: &amp;hell</translation></message>
<message><source>Theme: match s&amp;ystem</source><translation>Farbschema: wie das S&amp;ystem</translation></message>
<message><source>Then</source><translation>Danach</translation></message>
<message><source>There are more than 20,000 files.</source><translation>Es sind mehr als 20.000 Dateien.</translation></message>
<message><source>There are no backups yet</source><translation>Es gibt noch keine Sicherungen</translation></message>
<message><source>There are no cards here yet</source><translation>Hier sind noch keine Karten</translation></message>
<message><source>There are no cards here yet.</source><translation>Hier sind noch keine Karten.</translation></message>
<message><source>There are no cards to print.</source><translation>Es gibt keine Karten zu drucken.</translation></message>
<message><source>There are no cards to simulate yet. Add some, or let new cards never run out.</source><translation>Es gibt noch keine Karten zum Simulieren. Karten hinzufügen oder neue Karten nie ausgehen lassen.</translation></message>
<message><source>There are no notes in this file that can be used.</source><translation>Diese Datei enthält keine verwendbaren Notizen.</translation></message>
<message><source>There are no past answers to reschedule.</source><translation>Es gibt keine früheren Antworten, die sich neu planen ließen.</translation></message>
<message><source>There are no words to mark.</source><translation>Es gibt keine Wörter zu markieren.</translation></message>
<message><source>There are no words to read aloud.</source><translation>Es gibt keine Wörter zum Vorlesen.</translation></message>
<message><source>There are too few answers to compare schedulers: {count} of {needed}.</source><translation>Zum Vergleichen der Verfahren sind es zu wenige Antworten: {count} von {needed}.</translation></message>
<message><source>There are too few answers to fit FSRS to: {count} of the {needed} it needs.</source><translation>Zum Anpassen von FSRS sind es zu wenige Antworten: {count} von {needed} nötigen.</translation></message>
<message><source>There are: {names}.</source><translation>Es gibt: {names}.</translation></message>
<message><source>There can be {count} steps at most.</source><translation>Es sind höchstens {count} Schritte möglich.</translation></message>
<message><source>There is a hub in {where} already; its rules are up to date now.</source><translation>In {where} gibt es bereits einen Verteiler; seine Regeln sind jetzt auf dem neuesten Stand.</translation></message>
<message><source>There is a note type called “{name}” already.</source><translation>Es gibt schon einen Notiztyp namens „{name}“.</translation></message>
<message><source>There is already a deck called “{full}”.</source><translation>Es gibt schon einen Stapel namens „{full}“.</translation></message>
<message><source>There is already a deck called “{name}”.</source><translation>Es gibt schon einen Stapel namens „{name}“.</translation></message>
<message><source>There is already a file of this name in {folder}.</source><translation>In {folder} gibt es schon eine Datei mit diesem Namen.</translation></message>
<message><source>There is already a preset called “{name}”.</source><translation>Es gibt schon eine Voreinstellung namens „{name}“.</translation></message>
<message><source>There is already a saved search called “{name}”.</source><translation>Es gibt schon eine gespeicherte Suche namens „{name}“.</translation></message>
<message><source>There is already a tag of this name. Its notes and these will share it.</source><translation>Es gibt schon ein Schlagwort mit diesem Namen. Dessen Notizen und diese werden es gemeinsam haben.</translation></message>
<message><source>There is more below: {key}</source><translation>Weiter unten steht noch mehr: {key}</translation></message>
<message><source>There is no backup {backup}.</source><translation>Es gibt keine Sicherung {backup}.</translation></message>
<message><source>There is no backup {given}.</source><translation>Es gibt keine Sicherung {given}.</translation></message>
<message><source>There is no card to answer.</source><translation>Keine Karte ist zu beantworten.</translation></message>
<message><source>There is no collection {path} yet.</source><translation>Die Sammlung {path} gibt es noch nicht.</translation></message>
<message><source>There is no collection {path}.</source><translation>Es gibt keine Sammlung {path}.</translation></message>
<message><source>There is no deck called “{deck}”.</source><translation>Es gibt keinen Stapel namens „{deck}“.</translation></message>
<message><source>There is no deck called “{given}”.</source><translation>Es gibt keinen Stapel namens „{given}“.</translation></message>
<message><source>There is no deck called “{name}”.</source><translation>Es gibt keinen Stapel namens „{name}“.</translation></message>
<message><source>There is no deck yet</source><translation>Es gibt noch keinen Stapel</translation></message>
<message><source>There is no deck “{deck}”.</source><translation>Es gibt keinen Stapel „{deck}“.</translation></message>
<message><source>There is no dictionary of {language} here. Install the package {package}, or put the dictionary’s .dic and .aff files into {folder}.</source><translation>Hier gibt es kein Wörterbuch für {language}. Das Paket {package} installieren oder die .dic- und .aff-Dateien des Wörterbuchs in {folder} ablegen.</translation></message>
<message><source>There is no dictionary of {language} here. Put its .dic and .aff files, as LibreOffice has them, into {folder}.</source><translation>Hier gibt es kein Wörterbuch für {language}. Seine .dic- und .aff-Dateien, wie LibreOffice sie hat, in {folder} ablegen.</translation></message>
<message><source>There is no encoding called “{encoding}”.</source><translation>Es gibt keine Zeichenkodierung namens „{encoding}“.</translation></message>
<message><source>There is no field “{name}”.</source><translation>Es gibt kein Feld „{name}“.</translation></message>
<message><source>There is no file {path}.</source><translation>Es gibt keine Datei {path}.</translation></message>
<message><source>There is no flag {number}.</source><translation>Es gibt kein Fähnchen {number}.</translation></message>
<message><source>There is no folder {folder}.</source><translation>Es gibt keinen Ordner {folder}.</translation></message>
<message><source>There is no hub in {where}.</source><translation>In {where} gibt es keinen Verteiler.</translation></message>
<message><source>There is no limit called “{name}”.</source><translation>Es gibt kein Limit namens „{name}“.</translation></message>
<message><source>There is no note type called {name}.</source><translation>Es gibt keinen Notiztyp namens {name}.</translation></message>
<message><source>There is no note type called “{key}”.</source><translation>Es gibt keinen Notiztyp namens „{key}“.</translation></message>
<message><source>There is no note type called “{name}”.</source><translation>Es gibt keinen Notiztyp namens „{name}“.</translation></message>
<message><source>There is no note type called “{note_type}”.</source><translation>Es gibt keinen Notiztyp namens „{note_type}“.</translation></message>
<message><source>There is no option called “{name}”.</source><translation>Es gibt keine Option namens „{name}“.</translation></message>
<message><source>There is no picture in the clipboard. Copy one first.</source><translation>In der Zwischenablage ist kein Bild. Zuerst eines kopieren.</translation></message>
<message><source>There is no picture in this line. Put the cursor beside one.</source><translation>In dieser Zeile ist kein Bild. Den Cursor neben eines setzen.</translation></message>
<message><source>There is no reminder on the others.</source><translation>An den anderen gibt es keine Erinnerung.</translation></message>
<message><source>There is no room left in the hub {where}.</source><translation>Im Verteiler {where} ist kein Platz mehr.</translation></message>
<message><source>There is no room left in the sync folder {folder}.</source><translation>Im Abgleichordner {folder} ist kein Platz mehr.</translation></message>
<message><source>There is no room to unpack {file}.</source><translation>Es ist kein Platz, um {file} zu entpacken.</translation></message>
<message><source>There is no such deck.</source><translation>Diesen Stapel gibt es nicht.</translation></message>
<message><source>There is no text to paste: copy the article first</source><translation>Es gibt keinen Text zum Einfügen: zuerst den Artikel kopieren</translation></message>
<message><source>There is no text to read.</source><translation>Es gibt keinen Text zum Lesen.</translation></message>
<message><source>There is no time zone like “{zone}”.</source><translation>Es gibt keine Zeitzone „{zone}“.</translation></message>
<message><source>There is nobody called “{name}” in the hub.</source><translation>Im Verteiler gibt es niemanden namens „{name}“.</translation></message>
<message><source>There is nothing in the formula.</source><translation>Die Formel ist leer.</translation></message>
<message><source>There is nothing to catch up with.</source><translation>Es gibt nichts aufzuholen.</translation></message>
<message><source>There is nothing to divide: the answer is one sentence</source><translation>Es gibt nichts aufzuteilen: Die Antwort ist ein einziger Satz</translation></message>
<message><source>There is nothing to paste: copy rows of a table first</source><translation>Es gibt nichts einzufügen: zuerst Zeilen einer Tabelle kopieren</translation></message>
<message><source>There is nothing to redo</source><translation>Es gibt nichts wiederherzustellen</translation></message>
<message><source>There is nothing to redo.</source><translation>Es gibt nichts wiederherzustellen.</translation></message>
<message><source>There is nothing to show.</source><translation>Es gibt nichts zu zeigen.</translation></message>
<message><source>There is nothing to undo</source><translation>Es gibt nichts rückgängig zu machen</translation></message>
<message><source>There is nothing to undo.</source><translation>Es gibt nichts rückgängig zu machen.</translation></message>
<message><source>There is one column only, so no row has a back. Is the separator right?</source><translation>Es gibt nur eine Spalte, also hat keine Zeile eine Rückseite. Stimmt das Trennzeichen?</translation></message>
<message><source>There is somebody called “{name}” in the hub already.</source><translation>Im Verteiler gibt es schon jemanden namens „{name}“.</translation></message>
<message><source>These are known: {known}.</source><translation>Bekannt sind: {known}.</translation></message>
<message><source>These are your own numbers, fitted or typed.</source><translation>Dies sind eigene Zahlen, angepasst oder eingegeben.</translation></message>
<message><source>These cards have the form of a list or of a multiple choice. As notes of these types they are asked item by item, or with options to choose from by key. Space ticks a note or leaves it as it is.</source><translation>Diese Karten haben die Form einer Liste oder einer Multiple-Choice-Frage. Als Notizen dieser Typen werden sie Punkt für Punkt abgefragt oder mit Antworten, die sich per Taste wählen lassen. Die Leertaste hakt eine Notiz an oder lässt sie, wie sie ist.</translation></message>
<message><source>These decks are already here</source><translation>Diese Stapel sind schon da</translation></message>
<message><source>These decks come with the program</source><translation>Diese Stapel sind im Programm enthalten</translation></message>
<message><source>These figures give no reason to switch.</source><translation>Diese Werte geben keinen Grund zu wechseln.</translation></message>
<message><source>These limits override the preset’s for “{deck}”. Leave empty to use the preset’s.</source><translation>Diese Limits gelten für „{deck}“ statt derer der Voreinstellung. Leer lassen, um die der Voreinstellung zu verwenden.</translation></message>
<message><source>These notes are of several types.</source><translation>Diese Notizen haben verschiedene Typen.</translation></message>
<message><source>These pages could not be read: {pages}.</source><translation>Diese Seiten waren nicht lesbar: {pages}.</translation></message>
<message><source>These were all of them.</source><translation>Das waren alle.</translation></message>
<message><source>They are not used while this is off.</source><translation>Solange dies aus ist, werden sie nicht verwendet.</translation></message>
<message><source>They are used from {count} on.</source><translation>Verwendet werden sie ab {count}.</translation></message>
<message><source>They are used once at least {count} of each are known.</source><translation>Verwendet werden sie, sobald von beiden mindestens {count} bekannt sind.</translation></message>
<message><source>This PDF has more than {most:,} pages.</source><translation>Dieses PDF hat mehr als {most:,} Seiten.</translation></message>
<message><source>This PDF holds pictures of pages and no text.</source><translation>Dieses PDF enthält Bilder von Seiten und keinen Text.</translation></message>
<message><source>This PDF is damaged and cannot be read.</source><translation>Dieses PDF ist beschädigt und nicht lesbar.</translation></message>
<message><source>This PDF is encrypted in a way that cannot be read here.</source><translation>Dieses PDF ist in einer Weise verschlüsselt, die hier nicht lesbar ist.</translation></message>
<message><source>This PDF is locked with a password.</source><translation>Dieses PDF ist mit einem Passwort gesperrt.</translation></message>
<message><source>This PDF unpacks to far more than it should.</source><translation>Dieses PDF enthält entpackt weit mehr, als es sollte.</translation></message>
<message><source>This Word file holds no document.</source><translation>Diese Word-Datei enthält kein Dokument.</translation></message>
<message><source>This also deletes {parts}. Everything stays in the bin for {days} days.</source><translation>Das löscht auch {parts}. Alles bleibt {days} Tage im Papierkorb.</translation></message>
<message><source>This answer is ignored.</source><translation>Diese Antwort wird ignoriert.</translation></message>
<message><source>This answer is not in the article: {question}</source><translation>Diese Antwort steht nicht im Artikel: {question}</translation></message>
<message><source>This archive is no article.</source><translation>Dieses Archiv ist kein Artikel.</translation></message>
<message><source>This article is in your collection, and says the same as before.</source><translation>Dieser Artikel ist in der Sammlung und sagt dasselbe wie zuvor.</translation></message>
<message><source>This article is not in the collection any more.</source><translation>Dieser Artikel ist nicht mehr in der Sammlung.</translation></message>
<message><source>This article is not in the collection.</source><translation>Dieser Artikel ist nicht in der Sammlung.</translation></message>
<message><source>This article seems to be in {language}. Sentences are searched for definitions only in English, German, French and Spanish.</source><translation>Die Sprache dieses Artikels scheint {language} zu sein. Nur in englischen, deutschen, französischen und spanischen Sätzen wird nach Definitionen gesucht.</translation></message>
<message><source>This begins a field’s name and never ends it. Write }} behind it.</source><translation>Hier beginnt ein Feldname, der nicht endet. }} dahinter schreiben.</translation></message>
<message><source>This book does not say what it consists of.</source><translation>Dieses Buch sagt nicht, woraus es besteht.</translation></message>
<message><source>This book holds no text.</source><translation>Dieses Buch enthält keinen Text.</translation></message>
<message><source>This book is locked against copying (DRM).</source><translation>Dieses Buch ist kopiergeschützt (DRM).</translation></message>
<message><source>This cannot be taken back: another computer changed what it was about.</source><translation>Das kann nicht zurückgenommen werden: Ein anderer Computer hat geändert, worum es ging.</translation></message>
<message><source>This card does not exist any more.</source><translation>Diese Karte gibt es nicht mehr.</translation></message>
<message><source>This card has been put away since.</source><translation>Diese Karte wurde inzwischen beiseitegelegt.</translation></message>
<message><source>This card has changed since.</source><translation>Diese Karte hat sich inzwischen geändert.</translation></message>
<message><source>This card keeps being forgotten: rewrite or split it</source><translation>Diese Karte wird immer wieder vergessen: umschreiben oder aufteilen</translation></message>
<message><source>This card names no source. Its note can be given one.</source><translation>Diese Karte nennt keine Quelle. Bei ihrer Notiz lässt sich eine angeben.</translation></message>
<message><source>This cloze has no gap such as {{c1::word}}; the row is left out.</source><translation>Dieser Lückentext hat keine Lücke wie {{c1::word}}; die Zeile wird ausgelassen.</translation></message>
<message><source>This code fence is never closed, so it was read as plain text. Close it with a line {fence} or put a backslash before it.</source><translation>Dieser Codeblock wird nie geschlossen und wurde daher als einfacher Text gelesen. Mit einer Zeile {fence} schließen oder einen Backslash davorsetzen.</translation></message>
<message><source>This collection does not sync yet.</source><translation>Diese Sammlung wird noch nicht abgeglichen.</translation></message>
<message><source>This collection does not sync. “flashcards sync FOLDER” begins.</source><translation>Diese Sammlung wird nicht abgeglichen. „flashcards sync ORDNER“ beginnt damit.</translation></message>
<message><source>This collection is synced, but its folder is not known here. Choose it again, or give the address of its hub.</source><translation>Diese Sammlung wird abgeglichen, aber ihr Ordner ist hier nicht bekannt. Wählen Sie ihn noch einmal, oder geben Sie die Adresse ihres Hubs an.</translation></message>
<message><source>This collection is synced, but its folder or hub is not known here.</source><translation>Diese Sammlung wird abgeglichen, aber ihr Ordner oder Hub ist hier nicht bekannt.</translation></message>
<message><source>This collection lies in a folder that {program} copies between computers; such a copy, made in the middle of a session, can lose answers. Keep it elsewhere, or let only one computer use it and close Flashcards before the other one starts.</source><translation>Diese Sammlung liegt in einem Ordner, den {program} zwischen Computern kopiert; eine solche Kopie mitten in einer Sitzung kann Antworten verlieren. Besser woanders aufbewahren oder nur von einem Computer benutzen lassen und Flashcards schließen, bevor der andere beginnt.</translation></message>
<message><source>This collection lies on a network drive, where another computer’s writing cannot be noticed and a lost connection can damage it. Keep it on a local drive and send backups to the network instead.</source><translation>Diese Sammlung liegt auf einem Netzlaufwerk, wo das Schreiben eines anderen Computers unbemerkt bleibt und eine unterbrochene Verbindung sie beschädigen kann. Besser auf einem lokalen Laufwerk aufbewahren und stattdessen Sicherungen ins Netz schicken.</translation></message>
<message><source>This collection syncs no longer. All its cards and reviews stay.</source><translation>Diese Sammlung wird nicht mehr abgeglichen. Alle Karten und Wiederholungen bleiben.</translation></message>
<message><source>This collection was opened on {host} ({since}) and has not been closed there since. Answers given there may still be missing here: close it there first and wait until both computers hold the same file.</source><translation>Diese Sammlung wurde auf {host} geöffnet ({since}) und dort seitdem nicht geschlossen. Dort gegebene Antworten können hier noch fehlen: zuerst dort schließen und warten, bis beide Computer dieselbe Datei haben.</translation></message>
<message><source>This computer: {name}</source><translation>Dieser Computer: {name}</translation></message>
<message><source>This deck and its parents</source><translation>Dieser Stapel und seine Oberstapel</translation></message>
<message><source>This deck only</source><translation>Nur dieser Stapel</translation></message>
<message><source>This desktop has no tray. GNOME has one with the extension “AppIndicator and KStatusNotifierItem Support”.</source><translation>Diese Arbeitsumgebung hat keinen Infobereich. GNOME hat einen mit der Erweiterung „AppIndicator and KStatusNotifierItem Support“.</translation></message>
<message><source>This drawing cannot be shown.</source><translation>Diese Zeichnung lässt sich nicht zeigen.</translation></message>
<message><source>This file has not arrived completely yet.</source><translation>Diese Datei ist noch nicht vollständig angekommen.</translation></message>
<message><source>This file holds no text.</source><translation>Diese Datei enthält keinen Text.</translation></message>
<message><source>This file is damaged or locked with a password.</source><translation>Diese Datei ist beschädigt oder mit einem Passwort gesperrt.</translation></message>
<message><source>This file is damaged: {reason}.</source><translation>Diese Datei ist beschädigt: {reason}.</translation></message>
<message><source>This file is larger than Flashcards reads: {reason}.</source><translation>Diese Datei ist größer, als Flashcards sie liest: {reason}.</translation></message>
<message><source>This file is larger than {megabytes} MB.</source><translation>Diese Datei ist größer als {megabytes} MB.</translation></message>
<message><source>This file is not a picture, sound or video the program can show.</source><translation>Diese Datei ist kein Bild, Ton oder Video, das das Programm zeigen kann.</translation></message>
<message><source>This file is not protected, although you have chosen a passphrase.</source><translation>Diese Datei ist nicht geschützt, obwohl eine Passphrase gewählt ist.</translation></message>
<message><source>This file is {what}.</source><translation>Diese Datei ist {what}.</translation></message>
<message><source>This file says what Flashcards never writes.</source><translation>In dieser Datei steht etwas, das Flashcards nie schreibt.</translation></message>
<message><source>This file unpacks to far more than an article holds.</source><translation>Diese Datei enthält entpackt weit mehr als ein Artikel.</translation></message>
<message><source>This file was in UTF-8 and no longer is, from this line on, so it was left alone. Save it as UTF-8.</source><translation>Diese Datei war in UTF-8 und ist es von dieser Zeile an nicht mehr, daher wurde sie nicht angerührt. Als UTF-8 speichern.</translation></message>
<message><source>This file was not written by Flashcards for syncing.</source><translation>Diese Datei hat nicht Flashcards zum Abgleichen geschrieben.</translation></message>
<message><source>This file was written by Flashcards {version}, a later version.</source><translation>Diese Datei hat Flashcards {version} geschrieben, eine neuere Version.</translation></message>
<message><source>This folder cannot be read: {reason}.</source><translation>Dieser Ordner ist nicht lesbar: {reason}.</translation></message>
<message><source>This folder holds your collection.</source><translation>In diesem Ordner liegt Ihre Sammlung.</translation></message>
<message><source>This installation cannot protect anything with a passphrase.</source><translation>Diese Installation kann nichts mit einer Passphrase schützen.</translation></message>
<message><source>This installation cannot speak to PostgreSQL, since “psycopg” is missing.</source><translation>Diese Installation kann nicht mit PostgreSQL sprechen, da „psycopg“ fehlt.</translation></message>
<message><source>This is a new card: you have not answered it yet.</source><translation>Dies ist eine neue Karte, die noch nicht beantwortet wurde.</translation></message>
<message><source>This is done as soon as other work has ended.</source><translation>Dies geschieht, sobald andere Arbeit beendet ist.</translation></message>
<message><source>This is longer than {most} characters.</source><translation>Das ist länger als {most} Zeichen.</translation></message>
<message><source>This is not in the bin any more.</source><translation>Das ist nicht mehr im Papierkorb.</translation></message>
<message><source>This is the draft you left here.</source><translation>Dies ist der Entwurf, der hier zurückblieb.</translation></message>
<message><source>This is too large to be saved.</source><translation>Das ist zu groß zum Speichern.</translation></message>
<message><source>This is your draft; it is not saved yet.</source><translation>Dies ist Ihr Entwurf; er ist noch nicht gespeichert.</translation></message>
<message><source>This is your draft; the note has been changed elsewhere since.</source><translation>Dies ist Ihr Entwurf; die Notiz wurde inzwischen anderswo geändert.</translation></message>
<message><source>This is your draft; the note type has been changed elsewhere since.</source><translation>Dies ist Ihr Entwurf; der Notiztyp wurde inzwischen anderswo geändert.</translation></message>
<message><source>This man&amp;y:</source><translation>&amp;So viele:</translation></message>
<message><source>This microphone records in a way the program cannot use.</source><translation>Dieses Mikrofon nimmt in einer Weise auf, die das Programm nicht verwenden kann.</translation></message>
<message><source>This note does not exist any more</source><translation>Diese Notiz gibt es nicht mehr</translation></message>
<message><source>This note does not exist any more.</source><translation>Diese Notiz gibt es nicht mehr.</translation></message>
<message><source>This note does not make this card, since its front would be empty.</source><translation>Diese Notiz ergibt diese Karte nicht, da deren Vorderseite leer wäre.</translation></message>
<message><source>This note has no question. Write one after the mark, or remove the mark.</source><translation>Diese Notiz hat keine Frage. Eine hinter das Zeichen schreiben oder das Zeichen entfernen.</translation></message>
<message><source>This note has not been changed yet</source><translation>Diese Notiz wurde noch nicht geändert</translation></message>
<message><source>This note has the id of the one in line {line}, so it was read as one without.</source><translation>Diese Notiz hat die ID der Notiz in Zeile {line} und wurde daher wie eine ohne gelesen.</translation></message>
<message><source>This note is empty. Write something in its fields.</source><translation>Diese Notiz ist leer. Etwas in ihre Felder schreiben.</translation></message>
<message><source>This note is gone for good: the bin does not have it any more.</source><translation>Diese Notiz ist endgültig weg: Der Papierkorb hat sie nicht mehr.</translation></message>
<message><source>This note type cannot be used here.</source><translation>Dieser Notiztyp ist hier nicht verwendbar.</translation></message>
<message><source>This note type does not exist any more.</source><translation>Diesen Notiztyp gibt es nicht mehr.</translation></message>
<message><source>This note was deleted on another computer. Save to bring it back.</source><translation>Diese Notiz wurde auf einem anderen Computer gelöscht. Speichern bringt sie zurück.</translation></message>
<message><source>This note was deleted on another computer. Saving brings it back with what you wrote.</source><translation>Diese Notiz wurde auf einem anderen Computer gelöscht. Speichern holt sie mit dem Geschriebenen zurück.</translation></message>
<message><source>This note was deleted. Its text can still be copied from here.</source><translation>Diese Notiz wurde gelöscht. Ihr Text kann noch von hier kopiert werden.</translation></message>
<message><source>This picture could not be read.</source><translation>Dieses Bild war nicht lesbar.</translation></message>
<message><source>This picture could not be read. Choose another one.</source><translation>Dieses Bild war nicht lesbar. Ein anderes wählen.</translation></message>
<message><source>This picture has too many masks to show.</source><translation>Dieses Bild hat zu viele Masken, um sie zu zeigen.</translation></message>
<message><source>This picture is missing or too large to show.</source><translation>Dieses Bild fehlt oder ist zu groß, um es zu zeigen.</translation></message>
<message><source>This picture is missing or too large to show. Choose another one.</source><translation>Dieses Bild fehlt oder ist zu groß, um es zu zeigen. Ein anderes wählen.</translation></message>
<message><source>This picture is too large to show.</source><translation>Dieses Bild ist zu groß, um es zu zeigen.</translation></message>
<message><source>This plan does not exist any more.</source><translation>Diesen Plan gibt es nicht mehr.</translation></message>
<message><source>This preset does not exist any more.</source><translation>Diese Voreinstellung gibt es nicht mehr.</translation></message>
<message><source>This removes {name} with all that is theirs in the hub.</source><translation>Das entfernt {name} mit allem, was im Verteiler dazugehört.</translation></message>
<message><source>This review does not exist.</source><translation>Diese Wiederholung gibt es nicht.</translation></message>
<message><source>This row has more than 1,000 columns; the rest was left out.</source><translation>Diese Zeile hat mehr als 1.000 Spalten; der Rest wurde ausgelassen.</translation></message>
<message><source>This row has no back; it is left out.</source><translation>Diese Zeile hat keine Rückseite; sie wird ausgelassen.</translation></message>
<message><source>This row has no front; it is left out.</source><translation>Diese Zeile hat keine Vorderseite; sie wird ausgelassen.</translation></message>
<message><source>This row has one column only, so there is no back; it is left out.</source><translation>Diese Zeile hat nur eine Spalte, also keine Rückseite; sie wird ausgelassen.</translation></message>
<message><source>This row has {count} columns where {width} are usual; the rest was left out.</source><translation>Diese Zeile hat {count} Spalten, wo {width} üblich sind; der Rest wurde ausgelassen.</translation></message>
<message><source>This search does not exist any more.</source><translation>Diese Suche gibt es nicht mehr.</translation></message>
<message><source>This section never ends. Write {mark} where it does.</source><translation>Dieser Abschnitt endet nicht. An sein Ende {mark} schreiben.</translation></message>
<message><source>This session does not exist any more.</source><translation>Diese Sitzung gibt es nicht mehr.</translation></message>
<message><source>This text has more than {millions} million characters.</source><translation>Dieser Text hat mehr als {millions} Millionen Zeichen.</translation></message>
<message><source>This text has more than {most:,} lines.</source><translation>Dieser Text hat mehr als {most:,} Zeilen.</translation></message>
<message><source>This text has {lines:,} lines with hardly a word on each.</source><translation>Dieser Text hat {lines:,} Zeilen mit je kaum einem Wort.</translation></message>
<message><source>This time: {share} read, {highlights}, {cards}.</source><translation>Dieses Mal: {share} gelesen, {highlights}, {cards}.</translation></message>
<message><source>This {kind} could not be read: no other process could be started.</source><translation>Diese Datei ({kind}) konnte nicht gelesen werden: Kein weiterer Prozess ließ sich starten.</translation></message>
<message><source>This {kind} could not be read; the process that read it ended early.</source><translation>Diese Datei ({kind}) konnte nicht gelesen werden; der lesende Prozess endete vorzeitig.</translation></message>
<message><source>This {kind} takes more than {megabytes} MB of memory to read.</source><translation>Diese Datei ({kind}) braucht zum Lesen mehr als {megabytes} MB Speicher.</translation></message>
<message numerus="yes"><source>This {kind} took more than {count} seconds to read.</source><extracomment>For one: This {kind} took more than a second to read.</extracomment><translation><numerusform>Das Lesen dieser Datei ({kind}) dauerte mehr als eine Sekunde.</numerusform><numerusform>Das Lesen dieser Datei ({kind}) dauerte mehr als {count} Sekunden.</numerusform></translation></message>
<message><source>Three notes a, b, c with two cards each, 4 new cards a day: {order}.</source><translation>Drei Notizen a, b, c mit je zwei Karten, 4 neue Karten am Tag: {order}.</translation></message>
<message><source>Three notes a, b, c with two cards each: a1 b1 c1; a2 b2 c2 come on another day.</source><translation>Drei Notizen a, b, c mit je zwei Karten: a1 b1 c1; a2 b2 c2 kommen an einem anderen Tag.</translation></message>
<message><source>Three notes with two cards each come in any order, a different one each day.</source><translation>Drei Notizen mit je zwei Karten kommen in beliebiger, täglich anderer Reihenfolge.</translation></message>
<message><source>Ti&amp;me</source><translation>Uhr&amp;zeit</translation></message>
<message><source>Ti&amp;me the day starts</source><translation>Tagesbe&amp;ginn</translation></message>
<message><source>Tick &amp;all or none</source><translation>&amp;Alle oder keine anhaken</translation></message>
<message><source>Tidy the bin</source><translation>Papierkorb aufräumen</translation></message>
<message><source>Tilde (~)</source><translation>Tilde (~)</translation></message>
<message><source>Time</source><translation>Zeit</translation></message>
<message><source>Time a day</source><translation>Zeit am Tag</translation></message>
<message><source>Time of the reminder</source><translation>Uhrzeit der Erinnerung</translation></message>
<message><source>Time spent</source><translation>Lernzeit</translation></message>
<message><source>Time to study</source><translation>Zeit zum Lernen</translation></message>
<message><source>To begin a new one, choose another name for its file.</source><translation>Um eine neue zu beginnen, einen anderen Namen für ihre Datei wählen.</translation></message>
<message><source>To search for a bracket, put it in quotation marks.</source><translation>Um nach einer Klammer zu suchen, sie in Anführungszeichen setzen.</translation></message>
<message><source>To search for a colon in the text, put the words in quotation marks.</source><translation>Um nach einem Doppelpunkt im Text zu suchen, die Wörter in Anführungszeichen setzen.</translation></message>
<message><source>To search for such a sign itself, write a backslash before it.</source><translation>Um nach einem solchen Zeichen selbst zu suchen, einen Backslash davorsetzen.</translation></message>
<message><source>To spread them out, choose more than one day.</source><translation>Um sie zu verteilen, mehr als einen Tag wählen.</translation></message>
<message><source>Today</source><translation>Heute</translation></message>
<message><source>Today only</source><translation>Nur heute</translation></message>
<message><source>Tomorrow</source><translation>Morgen</translation></message>
<message><source>Too many backups were made within one second.</source><translation>Innerhalb einer Sekunde wurden zu viele Sicherungen erstellt.</translation></message>
<message><source>Too many quotation marks are never closed; from here on they are read as plain text.</source><translation>Zu viele Anführungszeichen werden nie geschlossen; ab hier werden sie als einfacher Text gelesen.</translation></message>
<message numerus="yes"><source>Took over {count} notes from {folder}</source><extracomment>For one: Took over {count} note from {folder}</extracomment><translation><numerusform>{count} Notiz aus {folder} übernommen</numerusform><numerusform>{count} Notizen aus {folder} übernommen</numerusform></translation></message>
<message><source>Took tags off {notes}: {tags}</source><translation>Schlagwörter von {notes} entfernt: {tags}</translation></message>
<message numerus="yes"><source>Took {count} files of this deck away that Flashcards had not written.</source><extracomment>For one: Took {count} file of this deck away that Flashcards had not written.</extracomment><translation><numerusform>{count} Datei dieses Stapels entfernt, die nicht von Flashcards war.</numerusform><numerusform>{count} Dateien dieses Stapels entfernt, die nicht von Flashcards waren.</numerusform></translation></message>
<message><source>Tray and icon</source><translation>Infobereich und Symbol</translation></message>
<message><source>Try &amp;again</source><translation>&amp;Noch einmal vergleichen</translation></message>
<message numerus="yes"><source>Try again after {count} more reviews. Until then the parameters stay as they are.</source><extracomment>For one: Try again after {count} more review. Until then the parameters stay as they are.</extracomment><translation><numerusform>Nach {count} weiteren Wiederholung noch einmal versuchen. Bis dahin bleiben die Parameter, wie sie sind.</numerusform><numerusform>Nach {count} weiteren Wiederholungen noch einmal versuchen. Bis dahin bleiben die Parameter, wie sie sind.</numerusform></translation></message>
<message><source>Try again in a few minutes.</source><translation>Versuchen Sie es in einigen Minuten noch einmal.</translation></message>
<message><source>Try again.</source><translation>Noch einmal versuchen.</translation></message>
<message><source>Try another article, or paste its text.</source><translation>Einen anderen Artikel versuchen oder seinen Text einfügen.</translation></message>
<message><source>Try another search, or fewer words.</source><translation>Eine andere Suche oder weniger Wörter versuchen.</translation></message>
<message><source>Try it again, or search for something else.</source><translation>Noch einmal versuchen oder nach etwas anderem suchen.</translation></message>
<message><source>Trying the schedulers on your answers…</source><translation>Verfahren werden an Ihren Antworten verglichen…</translation></message>
<message><source>Tuesday</source><translation>Dienstag</translation></message>
<message><source>Turkish</source><translation>Türkisch</translation></message>
<message><source>Turn “Whole words” off, and write \b where a word begins or ends.</source><translation>„Nur ganze Wörter“ ausschalten und \b schreiben, wo ein Wort beginnt oder endet.</translation></message>
<message><source>Two cards would become the same one.</source><translation>Zwei Karten würden zu derselben.</translation></message>
<message><source>Two columns are to become “{meaning}”.</source><translation>Zwei Spalten sollen zu „{meaning}“ werden.</translation></message>
<message><source>Two decks are called {deck}; one is {name} now.</source><translation>Zwei Stapel heißen {deck}; einer ist jetzt {name}.</translation></message>
<message><source>Two fields have the same name.</source><translation>Zwei Felder haben denselben Namen.</translation></message>
<message><source>Two fields, Front and Back</source><translation>Zwei Felder, Vorderseite und Rückseite</translation></message>
<message><source>Two media files are called {name}; one was used.</source><translation>Zwei Mediendateien heißen {name}; eine wurde verwendet.</translation></message>
<message><source>Two parts of the file have the same name; the last one is used.</source><translation>Zwei Teile der Datei haben denselben Namen; der letzte wird verwendet.</translation></message>
<message><source>Two templates have the same name.</source><translation>Zwei Vorlagen haben denselben Namen.</translation></message>
<message><source>Two variants of one algorithm; their intervals differ by a few days.</source><translation>Zwei Varianten eines Algorithmus; ihre Abstände unterscheiden sich um wenige Tage.</translation></message>
<message><source>Two versions of this file are not merged yet, so it was left alone. Choose what is to stay and delete the lines that begin with &lt;&lt;&lt;&lt;&lt;&lt;&lt;, ======= and &gt;&gt;&gt;&gt;&gt;&gt;&gt;.</source><translation>Zwei Fassungen dieser Datei sind noch nicht zusammengeführt, daher wurde sie nicht angerührt. Wählen, was bleiben soll, und die Zeilen löschen, die mit &lt;&lt;&lt;&lt;&lt;&lt;&lt;, ======= und &gt;&gt;&gt;&gt;&gt;&gt;&gt; beginnen.</translation></message>
<message><source>Type a part of the name</source><translation>Teil des Namens eingeben</translation></message>
<message><source>Type one.</source><translation>Einen eingeben.</translation></message>
<message><source>Type that character again.</source><translation>Dieses Zeichen noch einmal eingeben.</translation></message>
<message><source>Type the answer</source><translation>Antwort eingeben</translation></message>
<message><source>Type the answer</source><comment>a note type</comment><translation>Antwort eingeben</translation></message>
<message><source>Type to filter, or the name of a new deck</source><translation>Tippen, um zu filtern, oder Name eines neuen Stapels</translation></message>
<message><source>Type to find notes</source><translation>Tippen, um Notizen zu suchen</translation></message>
<message><source>Typed</source><translation>Eingegeben</translation></message>
<message><source>Typed answers: ignore accents</source><translation>Eingegebene Antworten: Akzente ignorieren</translation></message>
<message><source>Typed answers: ignore case</source><translation>Eingegebene Antworten: Groß-/Kleinschreibung ignorieren</translation></message>
<message><source>Typed answers: ignore punctuation</source><translation>Eingegebene Antworten: Satzzeichen ignorieren</translation></message>
<message><source>UTF-16 BE · Unicode</source><translation>UTF-16 BE · Unicode</translation></message>
<message><source>UTF-16 LE · Unicode</source><translation>UTF-16 LE · Unicode</translation></message>
<message><source>UTF-8 · Unicode</source><translation>UTF-8 · Unicode</translation></message>
<message><source>Ukrainian</source><translation>Ukrainisch</translation></message>
<message><source>Un&amp;bury all cards</source><translation>Alle zurückgestellten &amp;Karten zurückholen</translation></message>
<message><source>Un&amp;bury cards of this deck</source><translation>Zur&amp;ückgestellte Karten dieses Stapels zurückholen</translation></message>
<message><source>Un&amp;do decision</source><translation>Entscheidung rückgängig &amp;machen</translation></message>
<message numerus="yes"><source>Unburied {count} cards</source><extracomment>For one: Unburied {count} card</extracomment><translation><numerusform>{count} Karte zurückgeholt</numerusform><numerusform>{count} Karten zurückgeholt</numerusform></translation></message>
<message><source>Unbury cards</source><translation>Zurückgestellte Karten zurückholen</translation></message>
<message><source>Uncertain</source><translation>Unsicher</translation></message>
<message><source>Uncertain: {count}</source><translation>Unsicher: {count}</translation></message>
<message><source>Unchanged</source><translation>Unverändert</translation></message>
<message><source>Und&amp;o</source><translation>Rü&amp;ckgängig</translation></message>
<message><source>Under &amp;deck</source><translation>&amp;Oberstapel</translation></message>
<message><source>Underline</source><translation>Unterstrichen</translation></message>
<message numerus="yes"><source>Undid {count} imports</source><extracomment>For one: Undid {count} import</extracomment><translation><numerusform>{count} Import rückgängig gemacht</numerusform><numerusform>{count} Importe rückgängig gemacht</numerusform></translation></message>
<message><source>Undid: {step}</source><translation>Rückgängig gemacht: {step}</translation></message>
<message><source>Undid: {step}.</source><translation>Rückgängig gemacht: {step}.</translation></message>
<message><source>Undo</source><translation>Rückgängig</translation></message>
<message><source>Undo brings everything back.</source><translation>Rückgängigmachen bringt alles zurück.</translation></message>
<message><source>Undoing</source><translation>Wird rückgängig gemacht</translation></message>
<message><source>Unfinished</source><translation>Unfertig</translation></message>
<message><source>Unpack what is packed, and choose the deck file itself.</source><translation>Gepacktes entpacken und die Stapeldatei selbst wählen.</translation></message>
<message numerus="yes"><source>Unsuspend {count} cards</source><extracomment>For one: Unsuspend card</extracomment><translation><numerusform>Aussetzen der Karte aufheben</numerusform><numerusform>Aussetzen von {count} Karten aufheben</numerusform></translation></message>
<message numerus="yes"><source>Unsuspended {count} cards</source><extracomment>For one: Unsuspended {count} card</extracomment><translation><numerusform>Aussetzen von {count} Karte aufgehoben</numerusform><numerusform>Aussetzen von {count} Karten aufgehoben</numerusform></translation></message>
<message><source>Unsuspending cards</source><translation>Aussetzen wird aufgehoben</translation></message>
<message><source>Until {day} it said</source><translation>Bis {day} hieß es</translation></message>
<message><source>Unused</source><translation>Unbenutzt</translation></message>
<message><source>Unused ({count}, {size})</source><translation>Unbenutzt ({count}, {size})</translation></message>
<message><source>Unused or &amp;missing files</source><translation>Unbenutzte oder &amp;fehlende Dateien</translation></message>
<message numerus="yes"><source>Unused: {count} files, {size}.</source><extracomment>For one: Unused: {count} file, {size}.</extracomment><translation><numerusform>Unbenutzt: {count} Datei, {size}.</numerusform><numerusform>Unbenutzt: {count} Dateien, {size}.</numerusform></translation></message>
<message><source>Update Flashcards on this computer, and publish again.</source><translation>Aktualisieren Sie Flashcards auf diesem Computer und veröffentlichen Sie noch einmal.</translation></message>
<message><source>Update Flashcards on this computer. Until then it goes on without this file.</source><translation>Flashcards auf diesem Computer aktualisieren. Bis dahin geht es ohne diese Datei weiter.</translation></message>
<message><source>Update Flashcards to add or change its notes.</source><translation>Zum Hinzufügen oder Ändern seiner Notizen Flashcards aktualisieren.</translation></message>
<message><source>Update Flashcards to change it.</source><translation>Zum Ändern Flashcards aktualisieren.</translation></message>
<message><source>Update Flashcards.</source><translation>Aktualisieren Sie Flashcards.</translation></message>
<message><source>Update from {article}</source><translation>Aktualisierung aus {article}</translation></message>
<message><source>Update the cards</source><translation>Karten aktualisieren</translation></message>
<message><source>Update the program first.</source><translation>Zuerst das Programm aktualisieren.</translation></message>
<message><source>Update the program, or choose another scheduler in the deck options.</source><translation>Das Programm aktualisieren oder in den Stapeloptionen ein anderes Verfahren wählen.</translation></message>
<message><source>Update the program, or restore a backup.</source><translation>Das Programm aktualisieren oder eine Sicherung wiederherstellen.</translation></message>
<message><source>Updating the cards</source><translation>Karten werden aktualisiert</translation></message>
<message><source>Urdu</source><translation>Urdu</translation></message>
<message><source>Use &amp;the article’s wording</source><translation>Wor&amp;tlaut des Artikels verwenden</translation></message>
<message><source>Use --columns in their place.</source><translation>Stattdessen --columns verwenden.</translation></message>
<message><source>Use --deck to choose a deck.</source><translation>Wählen Sie mit --deck einen Stapel.</translation></message>
<message><source>Use PNG, JPEG, GIF, WebP or SVG; MP3, Ogg, Opus, M4A, WAV or FLAC; WebM or MP4.</source><translation>PNG, JPEG, GIF, WebP oder SVG verwenden; MP3, Ogg, Opus, M4A, WAV oder FLAC; WebM oder MP4.</translation></message>
<message><source>Use a package of Anki's (.apkg), a Markdown deck (.md) or a table (.csv).</source><translation>Ein Anki-Paket (.apkg), einen Markdown-Stapel (.md) oder eine Tabelle (.csv) verwenden.</translation></message>
<message><source>Use a serif font for cards</source><translation>Serifenschrift für Karten verwenden</translation></message>
<message><source>Use one character, or none at all.</source><translation>Ein einzelnes Zeichen verwenden oder gar keines.</translation></message>
<message><source>Use one character, such as a comma, or a tab.</source><translation>Ein einzelnes Zeichen verwenden, etwa ein Komma oder einen Tabulator.</translation></message>
<message><source>Use one of {suffixes}.</source><translation>Eine von {suffixes} verwenden.</translation></message>
<message><source>Use s&amp;erif font for cards</source><translation>S&amp;erifenschrift für Karten verwenden</translation></message>
<message><source>Use this shor&amp;tcut</source><translation>Dieses &amp;Kürzel verwenden</translation></message>
<message><source>Uses all reviews in the preset “{name}” ({shared}).</source><translation>Verwendet alle Wiederholungen in der Voreinstellung „{name}“ ({shared}).</translation></message>
<message><source>Usual</source><translation>Normal</translation></message>
<message><source>Uzbek</source><translation>Usbekisch</translation></message>
<message><source>Vary intervals a little</source><translation>Abstände etwas streuen</translation></message>
<message><source>Version</source><translation>Version</translation></message>
<message><source>Video</source><translation>Video</translation></message>
<message><source>Video: {name}</source><translation>Video: {name}</translation></message>
<message><source>Vietnamese</source><translation>Vietnamesisch</translation></message>
<message><source>Wait until the article is read</source><translation>Bitte warten, bis der Artikel gelesen ist</translation></message>
<message><source>Wait until the import under way has ended</source><translation>Bitte warten, bis der laufende Import beendet ist</translation></message>
<message><source>Wait until the work under way has ended</source><translation>Bitte warten, bis die laufende Arbeit beendet ist</translation></message>
<message><source>Waiting for the simulation</source><translation>Auf die Simulation wird gewartet</translation></message>
<message><source>Watch</source><translation>Überwachen</translation></message>
<message><source>Watch a folder</source><translation>Ordner überwachen</translation></message>
<message><source>Watch a folder…</source><translation>Ordner überwachen…</translation></message>
<message><source>Watch folder</source><translation>Ordner überwachen</translation></message>
<message><source>Watch “{folder}”?</source><translation>„{folder}“ überwachen?</translation></message>
<message><source>Watched folders</source><translation>Überwachte Ordner</translation></message>
<message><source>Weak</source><translation>Schwach</translation></message>
<message><source>Weekly portion</source><translation>Wochenpensum</translation></message>
<message><source>Welsh</source><translation>Walisisch</translation></message>
<message><source>What</source><translation>Was</translation></message>
<message><source>What Good first multiplies a card’s interval by; Again, Hard and Easy change it.</source><translation>Womit „Gut“ den Abstand einer Karte zunächst multipliziert; „Nochmal“, „Schwer“ und „Einfach“ ändern den Wert.</translation></message>
<message><source>What I have &amp;learned: schedule, history, options</source><translation>&amp;Gelerntes: Planung, Verlauf, Optionen</translation></message>
<message><source>What can be done with the article</source><translation>Was sich mit dem Artikel tun lässt</translation></message>
<message><source>What could come next</source><translation>Mögliche Fortsetzungen</translation></message>
<message><source>What counts of {field}</source><translation>Was bei {field} gilt</translation></message>
<message><source>What decides when a card comes back.</source><translation>Was entscheidet, wann eine Karte wiederkommt.</translation></message>
<message><source>What each column becomes</source><translation>Was aus jeder Spalte wird</translation></message>
<message><source>What every interval is multiplied by: less for better recall, more for less work.</source><translation>Womit jeder Abstand multipliziert wird: weniger für besseres Erinnern, mehr für weniger Arbeit.</translation></message>
<message><source>What happens to a leech</source><translation>Was mit einer Lernbremse geschieht</translation></message>
<message><source>What happens to the card</source><translation>Was mit der Karte geschieht</translation></message>
<message><source>What is done with a card you did not rate in time.</source><translation>Was mit einer nicht rechtzeitig bewerteten Karte geschieht.</translation></message>
<message><source>What is hidden here? The answer shows it</source><translation>Was ist hier verborgen? Die Antwort zeigt es</translation></message>
<message><source>What is in the bin</source><translation>Der Inhalt des Papierkorbs</translation></message>
<message><source>What is synced there is protected with a passphrase.</source><translation>Was dort abgeglichen wird, ist mit einer Passphrase geschützt.</translation></message>
<message><source>What it had before was worked out from its interval and ease.</source><translation>Was sie vorher hatte, wurde aus Abstand und Leichtigkeit errechnet.</translation></message>
<message><source>What it is called on the others.</source><translation>So heißt er auf den anderen.</translation></message>
<message numerus="yes"><source>What only Anki uses of {count} notes that came from there</source><extracomment>For one: What only Anki uses of {count} note that came from there</extracomment><translation><numerusform>Was nur Anki von {count} von dort stammenden Notiz verwendet</numerusform><numerusform>Was nur Anki von {count} von dort stammenden Notizen verwendet</numerusform></translation></message>
<message><source>What the command says</source><translation>Was der Befehl sagt</translation></message>
<message><source>What the picture shows</source><translation>Was das Bild zeigt</translation></message>
<message><source>What this means</source><translation>Was das bedeutet</translation></message>
<message><source>What to put in place cannot be read.</source><translation>Der Ersatztext ist nicht lesbar.</translation></message>
<message><source>What was there before is kept: “flashcards restore {back}” goes back.</source><translation>Der vorige Stand ist aufbewahrt: „flashcards restore {back}“ führt zurück.</translation></message>
<message><source>What you edit in the folder comes here, and what you edit here is written there. Notes without an id get one in their file, by which they keep their history.</source><translation>Was Sie im Ordner bearbeiten, kommt hierher; was Sie hier bearbeiten, wird dorthin geschrieben. Notizen ohne ID bekommen in ihrer Datei eine, mit der sie ihren Verlauf behalten.</translation></message>
<message><source>What you have in the hub {where} is not protected with a passphrase.</source><translation>Was Sie im Verteiler {where} haben, ist nicht mit einer Passphrase geschützt.</translation></message>
<message><source>What you have learned: all cards are new there</source><translation>Gelerntes: Alle Karten sind dort neu</translation></message>
<message numerus="yes"><source>What you have learned: {count} answers and the schedule</source><extracomment>For one: What you have learned: {count} answer and the schedule</extracomment><translation><numerusform>Gelerntes: {count} Antwort und die Planung</numerusform><numerusform>Gelerntes: {count} Antworten und die Planung</numerusform></translation></message>
<message><source>What you were writing could not be read, and was set aside as {file}.</source><translation>Der geschriebene Text war nicht lesbar und wurde als {file} beiseitegelegt.</translation></message>
<message><source>When each note was made and changed</source><translation>Wann jede Notiz erstellt und geändert wurde</translation></message>
<message><source>When the &amp;window is closed</source><translation>Beim Schließen des &amp;Fensters</translation></message>
<message><source>When the window is closed</source><translation>Beim Schließen des Fensters</translation></message>
<message><source>When you add cards from an article, the program remembers which ones you kept and which you left out: as numbers, without any text, on this computer only. They then choose and sort the cards of your next articles.</source><translation>Beim Hinzufügen von Karten aus einem Artikel merkt sich das Programm, welche behalten und welche ausgelassen wurden: als Zahlen, ohne Text, nur auf diesem Computer. Danach wählt und ordnet es die Karten der nächsten Artikel.</translation></message>
<message><source>When you study a deck with its subdecks, the order of reviews and the mix are those of that deck.</source><translation>Wird ein Stapel mit seinen Unterstapeln gelernt, gelten seine Reihenfolge der Wiederholungen und seine Mischung.</translation></message>
<message><source>Where</source><translation>Wo</translation></message>
<message><source>Where and what</source><translation>Wo und was</translation></message>
<message><source>Where new cards stand among the rest.</source><translation>Wo neue Karten unter den übrigen stehen.</translation></message>
<message><source>Which decks’ limits apply to a subdeck’s new cards.</source><translation>Welche Stapellimits für die neuen Karten eines Unterstapels gelten.</translation></message>
<message><source>Which due cards come first.</source><translation>Welche fälligen Karten zuerst kommen.</translation></message>
<message><source>Which new cards come first.</source><translation>Welche neuen Karten zuerst kommen.</translation></message>
<message><source>Which scheduler knows you best?</source><translation>Welches Verfahren kennt Sie am besten?</translation></message>
<message><source>Who answers at {where} may not be your hub: {reason}.</source><translation>Was unter {where} antwortet, ist vielleicht nicht Ihr Verteiler: {reason}.</translation></message>
<message><source>Whoever looks after the database makes one: “flashcards hub create”.</source><translation>Wer sich um die Datenbank kümmert, legt einen an: „flashcards hub create“.</translation></message>
<message><source>Why this interval?</source><translation>Warum dieser Abstand?</translation></message>
<message><source>Width</source><translation>Breite</translation></message>
<message><source>Will be added as soon as the import has ended.</source><translation>Wird hinzugefügt, sobald der Import beendet ist.</translation></message>
<message><source>Will be saved as soon as the import has ended.</source><translation>Wird gespeichert, sobald der Import beendet ist.</translation></message>
<message><source>Window</source><translation>Fenster</translation></message>
<message><source>Windows-1250 · Central European</source><translation>Windows-1250 · Mitteleuropäisch</translation></message>
<message><source>Windows-1251 · Cyrillic</source><translation>Windows-1251 · Kyrillisch</translation></message>
<message><source>Windows-1252 · Western</source><translation>Windows-1252 · Westlich</translation></message>
<message><source>Windows-1253 · Greek</source><translation>Windows-1253 · Griechisch</translation></message>
<message><source>Windows-1254 · Turkish</source><translation>Windows-1254 · Türkisch</translation></message>
<message><source>Windows-1255 · Hebrew</source><translation>Windows-1255 · Hebräisch</translation></message>
<message><source>Windows-1256 · Arabic</source><translation>Windows-1256 · Arabisch</translation></message>
<message><source>Windows-1257 · Baltic</source><translation>Windows-1257 · Baltisch</translation></message>
<message><source>Windows-1258 · Vietnamese</source><translation>Windows-1258 · Vietnamesisch</translation></message>
<message><source>Windows-874 · Thai</source><translation>Windows-874 · Thailändisch</translation></message>
<message><source>Windows’ Task Scheduler does not answer, so nothing can remind you while {name} is closed. Let it start with the desktop instead.</source><translation>Die Aufgabenplanung von Windows antwortet nicht, deshalb kann Sie nichts erinnern, solange {name} geschlossen ist. Stattdessen beim Anmelden starten lassen.</translation></message>
<message numerus="yes"><source>With &amp;schedule and history ({count} answers)</source><extracomment>For one: With &amp;schedule and history ({count} answer)</extracomment><translation><numerusform>Mit &amp;Planung und Verlauf ({count} Antwort)</numerusform><numerusform>Mit &amp;Planung und Verlauf ({count} Antworten)</numerusform></translation></message>
<message numerus="yes"><source>With deck o&amp;ptions: steps, limits, scheduler ({count} presets)</source><extracomment>For one: With deck o&amp;ptions: steps, limits, scheduler ({count} preset)</extracomment><translation><numerusform>Mit Stapel&amp;optionen: Schritte, Limits, Planung ({count} Voreinstellung)</numerusform><numerusform>Mit Stapel&amp;optionen: Schritte, Limits, Planung ({count} Voreinstellungen)</numerusform></translation></message>
<message><source>With parameters from many learners.</source><translation>Mit Parametern von vielen Lernenden.</translation></message>
<message><source>With parameters from your older answers.</source><translation>Mit Parametern aus Ihren älteren Antworten.</translation></message>
<message><source>With the answer, the question’s sounds are played again first.</source><translation>Mit der Antwort werden zuerst die Töne der Frage noch einmal abgespielt.</translation></message>
<message><source>With the article’s other cards</source><translation>Zu den anderen Karten des Artikels</translation></message>
<message><source>With the icon in the tray, the program can go on without its window.</source><translation>Mit dem Symbol im Infobereich kann das Programm ohne Fenster weiterlaufen.</translation></message>
<message><source>With {cards} cards due, all are shown.</source><translation>Sind {cards} Karten fällig, werden alle gezeigt.</translation></message>
<message><source>With {cards} cards due, {asked} are shown and {left} wait.</source><translation>Sind {cards} Karten fällig, werden {asked} gezeigt und {left} warten.</translation></message>
<message><source>With {due} cards due, {new} new ones come.</source><translation>Sind {due} Karten fällig, kommen {new} neue.</translation></message>
<message><source>Within limi&amp;ts</source><translation>Inner&amp;halb der Limits</translation></message>
<message><source>Without one, whoever can open the folder or hub can read your cards there. With one, only your computers can: it is the same on each, and can be chosen only now. Write it down: nobody can read what is there once it is lost. Your collection here stays readable.</source><translation>Ohne Passphrase kann Ihre Karten dort lesen, wer den Ordner oder Hub öffnen kann. Mit ihr können es nur Ihre Computer: Sie ist auf jedem dieselbe und lässt sich nur jetzt wählen. Schreiben Sie sie auf: Geht sie verloren, kann niemand mehr lesen, was dort liegt. Ihre Sammlung hier bleibt lesbar.</translation></message>
<message><source>Word file or book</source><translation>Word-Datei oder Buch</translation></message>
<message><source>Words</source><translation>Wörter</translation></message>
<message><source>Words you added while writing. They count as right.</source><translation>Beim Schreiben hinzugefügte Wörter. Sie gelten als richtig.</translation></message>
<message><source>Working out what changes</source><translation>Änderungen werden ermittelt</translation></message>
<message><source>Write &amp;it into the file again</source><translation>Wieder in die Datei &amp;schreiben</translation></message>
<message><source>Write --megabytes and a number.</source><translation>Schreiben Sie --megabytes und eine Zahl.</translation></message>
<message><source>Write \limits right behind a sum or an integral.</source><translation>\limits direkt hinter eine Summe oder ein Integral schreiben.</translation></message>
<message><source>Write a number of days, a date such as 2026-01-31, or today.</source><translation>Eine Anzahl Tage, ein Datum wie 2026-01-31 oder today schreiben.</translation></message>
<message><source>Write a number of days, or two with a dash: 3-7.</source><translation>Eine Anzahl Tage eingeben oder zwei mit Bindestrich: 3-7.</translation></message>
<message><source>Write a simpler one, or words beside it.</source><translation>Einen einfacheren schreiben oder Wörter daneben.</translation></message>
<message><source>Write changes into {folder}</source><translation>Änderungen nach {folder} schreiben</translation></message>
<message><source>Write decks and watch</source><translation>Stapel schreiben und überwachen</translation></message>
<message><source>Write dupe: and a field, or dupe: with a note type, a comma and a text.</source><translation>dupe: und ein Feld schreiben oder dupe: mit Notiztyp, Komma und Text.</translation></message>
<message><source>Write it after the address.</source><translation>Schreiben Sie ihn hinter die Adresse.</translation></message>
<message><source>Write it between name and computer: postgresql://NAME:PASSWORD@COMPUTER/DATABASE.</source><translation>Schreiben Sie es zwischen Namen und Computer: postgresql://NAME:PASSWORT@COMPUTER/DATENBANK.</translation></message>
<message><source>Write it like 2x4, with at most 10 of each.</source><translation>In der Form 2x4 schreiben, mit je höchstens 10.</translation></message>
<message><source>Write it like 2x4.</source><translation>In der Form 2x4 schreiben.</translation></message>
<message><source>Write it like “Languages::French”.</source><translation>In der Form „Sprachen::Französisch“ schreiben.</translation></message>
<message><source>Write it like “de” or “pt-BR”.</source><translation>In der Form „de“ oder „pt-BR“ schreiben.</translation></message>
<message><source>Write it like “science::physics”.</source><translation>In der Form „wissenschaft::physik“ schreiben.</translation></message>
<message><source>Write one item a line in “{field}”.</source><translation>In „{field}“ einen Punkt je Zeile schreiben.</translation></message>
<message><source>Write one item a line. The cards appear here as you write.</source><translation>Einen Eintrag je Zeile schreiben. Die Karten erscheinen hier beim Schreiben.</translation></message>
<message><source>Write one.</source><translation>Einen schreiben.</translation></message>
<message><source>Write the deck to an .apkg file, which Anki adds to what it has.</source><translation>Den Stapel in eine .apkg-Datei schreiben; diese fügt Anki zu dem hinzu, was es hat.</translation></message>
<message><source>Write the passphrase on one line of it.</source><translation>Die Passphrase in eine Zeile davon schreiben.</translation></message>
<message><source>Write the question first</source><translation>Zuerst die Frage schreiben</translation></message>
<message><source>Write what to look for.</source><translation>Schreiben, wonach gesucht werden soll.</translation></message>
<message><source>Write “-” or “_” instead of a space.</source><translation>Statt eines Leerzeichens „-“ oder „_“ schreiben.</translation></message>
<message><source>Writing a note</source><translation>Notiz schreiben</translation></message>
<message><source>Writing decks to {folder}</source><translation>Stapel werden nach {folder} geschrieben</translation></message>
<message><source>Written as 1 min 10 min 1 d; leave empty for no steps.</source><translation>In der Form 1 min 10 min 1 T; leer lassen für keine Schritte.</translation></message>
<message><source>Written by a newer version of Flashcards; it does not count here.</source><translation>Von einer neueren Version von Flashcards geschrieben; zählt hier nicht.</translation></message>
<message><source>Wrong</source><translation>Falsch</translation></message>
<message><source>Wrong answers</source><comment>a field of a note</comment><translation>Falsche Antworten</translation></message>
<message><source>Wrong easy</source><translation>Falsch, aber leicht</translation></message>
<message><source>Yesterday</source><translation>Gestern</translation></message>
<message><source>You answered {answer} (SM-2’s quality {quality})</source><translation>Mit „{answer}“ beantwortet (SM-2-Qualität {quality})</translation></message>
<message><source>You answered {answer} after {days}, when recall was {recall:.0f}% likely: {changes}.</source><translation>Mit „{answer}“ beantwortet, {days} nach der letzten Antwort, bei {recall:.0f} % Erinnerungswahrscheinlichkeit: {changes}.</translation></message>
<message><source>You answered {answer} on the day of the last answer: {changes}.</source><translation>Am Tag der letzten Antwort mit „{answer}“ beantwortet: {changes}.</translation></message>
<message><source>You answered {answer}, and the card begins with a stability of {stability} and a difficulty of {difficulty:.1f} of 10.</source><translation>Mit „{answer}“ beantwortet; die Karte beginnt mit Stabilität {stability} und Schwierigkeit {difficulty:.1f} von 10.</translation></message>
<message><source>You answered {answer}: {what}{ease}.</source><translation>Mit „{answer}“ beantwortet: {what}{ease}.</translation></message>
<message><source>You answered {answer}{when}: {what}{ease}.</source><translation>Mit „{answer}“ beantwortet{when}: {what}{ease}.</translation></message>
<message><source>You are likely to forget {expected} of them, or {without} if you answered them when due.</source><translation>Davon vergessen Sie voraussichtlich {expected} oder, wenn Sie sie bei Fälligkeit beantworten, {without}.</translation></message>
<message><source>You are likely to forget {expected} with this plan, {at_once} if you answered all today, {without} if you answered none before {last}.</source><translation>Mit diesem Plan vergessen Sie voraussichtlich {expected}; {at_once}, wenn Sie alle heute beantworten; {without}, wenn Sie bis dahin keine beantworten (bis: {last}).</translation></message>
<message><source>You are notified at lapses {lapses}, and so on.</source><translation>Ein Hinweis erscheint nach {lapses} Mal Vergessen und so weiter.</translation></message>
<message><source>You are notified either way.</source><translation>Ein Hinweis erscheint in jedem Fall.</translation></message>
<message><source>You do not publish the deck “{deck}” there.</source><translation>Sie veröffentlichen den Stapel „{deck}“ dort nicht.</translation></message>
<message><source>You edited the card, and the article was reworded too.</source><translation>Sie haben die Karte bearbeitet, und auch der Artikel wurde umformuliert.</translation></message>
<message><source>You have cards of an older text of this article.</source><translation>Es gibt Karten zu einem älteren Text dieses Artikels.</translation></message>
<message><source>You have published {count:,} times over {where}; what comes later reaches nobody.</source><translation>Sie haben über {where} {count:,}-mal veröffentlicht; was später kommt, erreicht niemanden.</translation></message>
<message><source>You have this card already</source><translation>Diese Karte gibt es schon</translation></message>
<message numerus="yes"><source>You have {count} notes that ask this.</source><extracomment>For one: You have a note that asks this.</extracomment><translation><numerusform>Es gibt schon eine Notiz, die das fragt.</numerusform><numerusform>Es gibt schon {count} Notizen, die das fragen.</numerusform></translation></message>
<message><source>You share no progress; what was shared is gone from the hub.</source><translation>Sie teilen keinen Fortschritt; was geteilt war, ist aus dem Verteiler gelöscht.</translation></message>
<message><source>You type the answer, and see where it differs.</source><translation>Die Antwort wird eingetippt; Abweichungen werden gezeigt.</translation></message>
<message><source>Young</source><translation>Jung</translation></message>
<message><source>Your answer</source><translation>Ihre Antwort</translation></message>
<message><source>Your answer:</source><translation>Ihre Antwort:</translation></message>
<message><source>Your card</source><translation>Ihre Karte</translation></message>
<message><source>Your card comes from here.</source><translation>Ihre Karte stammt von hier.</translation></message>
<message><source>Your card, with the former words of the article</source><translation>Ihre Karte, mit den früheren Wörtern des Artikels</translation></message>
<message><source>Your card, with the new words of the article</source><translation>Ihre Karte, mit den neuen Wörtern des Artikels</translation></message>
<message><source>Your cards are as they were. Try a smaller model, or fewer cards.</source><translation>Ihre Karten sind, wie sie waren. Ein kleineres Modell oder weniger Karten versuchen.</translation></message>
<message><source>Your changes could not be written into it: {reason}. They are tried again later.</source><translation>Ihre Änderungen ließen sich nicht hineinschreiben: {reason}. Später wird es noch einmal versucht.</translation></message>
<message><source>Your choices are forgotten</source><translation>Ihre Entscheidungen sind vergessen</translation></message>
<message><source>Your current collection is backed up first to {folder}, so you can undo this.</source><translation>Die jetzige Sammlung wird zuerst nach {folder} gesichert; so lässt sich dies rückgängig machen.</translation></message>
<message><source>Your dictionary</source><translation>Eigenes Wörterbuch</translation></message>
<message><source>Your earlier choices are restored</source><translation>Ihre frühere Auswahl ist wiederhergestellt</translation></message>
<message><source>Your notes are in it. Make some room, then make a backup.</source><translation>Ihre Notizen sind darin. Platz schaffen, dann eine Sicherung erstellen.</translation></message>
<message><source>Your numbers:</source><translation>Ihre Nummern:</translation></message>
<message><source>Your own</source><translation>Eigene</translation></message>
<message><source>Your own answers are predicted once more, by SM-2 and by FSRS, to see which comes closer. Nothing is changed.</source><translation>Ihre eigenen Antworten werden noch einmal vorausgesagt, von SM-2 und von FSRS, um zu sehen, was näher liegt. Nichts wird geändert.</translation></message>
<message><source>Your own words</source><translation>Eigene Wörter</translation></message>
<message><source>Your own: {fields}</source><translation>Eigener: {fields}</translation></message>
<message><source>Your place in the hub {where} is full.</source><translation>Ihr Platz im Verteiler {where} ist voll.</translation></message>
<message><source>Your place in the hub {where} is not what this collection syncs with.</source><translation>Mit Ihrem Platz im Verteiler {where} gleicht sich diese Sammlung nicht ab.</translation></message>
<message><source>Your words in {path} could not be read: {reason}.</source><translation>Ihre Wörter in {path} waren nicht lesbar: {reason}.</translation></message>
<message><source>Your work is saved. You can continue; the report below helps us fix the problem.</source><translation>Ihre Arbeit ist gespeichert. Sie können weitermachen; der Bericht unten hilft uns, den Fehler zu beheben.</translation></message>
<message><source>Zip</source><translation>Zip</translation></message>
<message><source>Zoom in</source><translation>Vergrößern</translation></message>
<message><source>Zoom out</source><translation>Verkleinern</translation></message>
<message><source>[picture: {words}]</source><translation>[Bild: {words}]</translation></message>
<message><source>[picture]</source><translation>[Bild]</translation></message>
<message><source>\1 stands for what the first round brackets found, and \\ for a backslash.</source><translation>\1 steht für das, was die ersten runden Klammern fanden, und \\ für einen Backslash.</translation></message>
<message><source>a .md, .csv, .tsv, .txt, .apkg, .colpkg, .anki2, .anki, .cards.zip or .json file</source><translation>eine Datei .md, .csv, .tsv, .txt, .apkg, .colpkg, .anki2, .anki, .cards.zip oder .json</translation></message>
<message><source>a Kindle book</source><translation>ein Kindle-Buch</translation></message>
<message><source>a PDF</source><translation>ein PDF</translation></message>
<message><source>a backup has it</source><translation>in einer Sicherung vorhanden</translation></message>
<message><source>a card in it is too large (line {line})</source><translation>eine Karte darin ist zu groß (Zeile {line})</translation></message>
<message><source>a card type or cloze; also has:sound, formula, link, code</source><translation>ein Kartentyp oder eine Lücke; auch has:sound, formula, link, code</translation></message>
<message><source>a collection, a deck that import takes, an article or a folder of decks</source><translation>eine Sammlung, ein Stapel zum Importieren, ein Artikel oder ein Ordner mit Stapeln</translation></message>
<message><source>a compressed file</source><translation>eine komprimierte Datei</translation></message>
<message><source>a database</source><translation>eine Datenbank</translation></message>
<message><source>a deck with its subdecks</source><translation>ein Stapel mit seinen Unterstapeln</translation></message>
<message><source>a document of an old word processor (.doc)</source><translation>ein Dokument eines alten Textprogramms (.doc)</translation></message>
<message><source>a field that holds this text</source><translation>ein Feld, das diesen Text enthält</translation></message>
<message><source>a file with the passphrase that protects what is synced; “-” reads it from standard input, or asks for it at a terminal (default: the one used last, which is kept in the settings, else asked for where it is needed)</source><translation>eine Datei mit der Passphrase, die schützt, was abgeglichen wird; „-“ liest sie von der Standardeingabe oder fragt im Terminal danach (Voreinstellung: die zuletzt benutzte, die in den Einstellungen aufbewahrt wird, sonst wird gefragt, wo sie nötig ist)</translation></message>
<message><source>a file, or a name shown by “backup --list”</source><translation>eine Datei oder ein Name aus „backup --list“</translation></message>
<message><source>a flag</source><translation>kein Fähnchen</translation></message>
<message><source>a folder that Syncthing, Dropbox, a USB stick or the like brings to your other computers, or the address of a hub, postgresql://… (default: what was used last); “-” reads it from standard input, so that no list of commands shows a password</source><translation>ein Ordner, den Syncthing, Dropbox, ein USB-Stick oder Ähnliches zu Ihren anderen Computern bringt, oder die Adresse eines Verteilers, postgresql://… (Voreinstellung: was zuletzt benutzt wurde); „-“ liest sie von der Standardeingabe, sodass keine Liste von Befehlen ein Passwort zeigt</translation></message>
<message><source>a key</source><translation>eine Taste</translation></message>
<message><source>a new card {s}</source><translation>eine neue Karte {s}</translation></message>
<message><source>a note type</source><translation>ein Notiztyp</translation></message>
<message><source>a number, or a range such as 3-7</source><translation>eine Zahl oder ein Bereich wie 3-7</translation></message>
<message><source>a part of it cannot be read</source><translation>ein Teil davon ist nicht lesbar</translation></message>
<message><source>a picture</source><translation>ein Bild</translation></message>
<message><source>a program</source><translation>ein Programm</translation></message>
<message><source>a rating</source><translation>keine Bewertung</translation></message>
<message><source>a session you saved under this name</source><translation>eine unter diesem Namen gespeicherte Sitzung</translation></message>
<message><source>a tag and those below it; tag:none for notes without</source><translation>ein Schlagwort und alle darunter; tag:none für Notizen ohne</translation></message>
<message><source>a tag in it is too long</source><translation>eine Auszeichnung darin ist zu lang</translation></message>
<message><source>a value in it is none that JSON has</source><translation>ein Wert darin ist in JSON nicht möglich</translation></message>
<message><source>a word beginning with “{words}”</source><translation>ein Wort, das mit „{words}“ beginnt</translation></message>
<message><source>a zip file</source><translation>eine Zip-Datei</translation></message>
<message numerus="yes"><source>about {count} minutes</source><extracomment>For one: about {count} minute</extracomment><translation><numerusform>etwa {count} Minute</numerusform><numerusform>etwa {count} Minuten</numerusform></translation></message>
<message><source>about {time}</source><translation>etwa {time}</translation></message>
<message><source>about {time} at your pace</source><translation>etwa {time} bei Ihrem Tempo</translation></message>
<message><source>add a tag to new notes; it works for tables, too</source><translation>neuen Notizen ein Schlagwort geben; gilt auch für Tabellen</translation></message>
<message><source>add cards with at least this confidence, 0 to 1 (default: those worth choosing)</source><translation>Karten ab dieser Sicherheit hinzufügen, 0 bis 1 (Standard: die sich lohnen)</translation></message>
<message><source>added</source><translation>hinzugefügt</translation></message>
<message><source>added {day}</source><translation>hinzugefügt: {day}</translation></message>
<message><source>again today</source><translation>heute wieder</translation></message>
<message><source>all</source><translation>alle</translation></message>
<message><source>all days equal</source><translation>alle Tage gleich</translation></message>
<message><source>all decks</source><translation>alle Stapel</translation></message>
<message><source>also ease&lt;2.0, lapses&gt;3, reviews&gt;5</source><translation>auch ease&lt;2.0, lapses&gt;3, reviews&gt;5</translation></message>
<message><source>an RTF document</source><translation>ein RTF-Dokument</translation></message>
<message><source>another computer</source><translation>einem anderen Computer</translation></message>
<message><source>another note type on each side</source><translation>auf jeder Seite ein anderer Notiztyp</translation></message>
<message><source>another server</source><translation>anderer Server</translation></message>
<message><source>answer beyond all dates</source><translation>Antwort jenseits aller Kalenderdaten</translation></message>
<message><source>answered</source><translation>beantwortet</translation></message>
<message><source>answers</source><translation>Antworten</translation></message>
<message><source>any card</source><translation>beliebige Karte</translation></message>
<message><source>any cards, without changing their schedule</source><translation>beliebige Karten, ohne ihre Planung zu ändern</translation></message>
<message><source>any flag; this flag (or orange, green, blue)</source><translation>irgendein Fähnchen; dieses Fähnchen (oder orange, green, blue)</translation></message>
<message><source>argument %(argument_name)s: %(message)s</source><translation>Argument %(argument_name)s: %(message)s</translation></message>
<message><source>article</source><translation>Artikel</translation></message>
<message><source>article’s wording</source><translation>Wortlaut des Artikels</translation></message>
<message><source>as many cards are remembered</source><translation>werden gleich viele Karten behalten</translation></message>
<message><source>as published, fitted to many learners</source><translation>wie veröffentlicht, an viele Lernende angepasst</translation></message>
<message><source>as the model calls itself</source><translation>wie das Modell sich nennt</translation></message>
<message><source>asked again the same day {s}</source><translation>am selben Tag noch einmal abgefragt {s}</translation></message>
<message><source>assumed, until you have given more answers</source><translation>angenommen, bis mehr Antworten da sind</translation></message>
<message numerus="yes"><source>at most {count} cards</source><extracomment>For one: at most {count} card</extracomment><translation><numerusform>höchstens {count} Karte</numerusform><numerusform>höchstens {count} Karten</numerusform></translation></message>
<message><source>back</source><translation>Rückseite</translation></message>
<message><source>begin a new note</source><translation>eine neue Notiz beginnen</translation></message>
<message><source>begins like “{words}”</source><translation>beginnt wie „{words}“</translation></message>
<message><source>being learned</source><translation>wird gelernt</translation></message>
<message><source>being learned again</source><translation>wird neu gelernt</translation></message>
<message><source>being learned or relearned, or to be repeated today</source><translation>wird gelernt oder neu gelernt oder ist heute zu wiederholen</translation></message>
<message><source>blank</source><translation>leer</translation></message>
<message><source>blob</source><translation>Blob</translation></message>
<message><source>both, as beginnings of words, anywhere in the note</source><translation>beide, als Wortanfänge, irgendwo in der Notiz</translation></message>
<message><source>brackets group words</source><translation>Klammern fassen Wörter zusammen</translation></message>
<message><source>buried</source><translation>zurückgestellt</translation></message>
<message><source>buried until tomorrow</source><translation>bis morgen zurückgestellt</translation></message>
<message><source>by SuperMemo’s own code</source><translation>nach SuperMemos eigenem Code</translation></message>
<message><source>by a plan</source><translation>durch einen Plan</translation></message>
<message><source>by hand</source><translation>von Hand</translation></message>
<message><source>by the catch-up</source><translation>durch den Aufholplan</translation></message>
<message><source>by what a note is known: its guid alone, or also the same first field in the same deck, or in any note of the type</source><translation>woran eine Notiz erkannt wird: allein an der GUID oder auch am gleichen ersten Feld im selben Stapel oder in irgendeiner Notiz des Typs</translation></message>
<message><source>card</source><translation>Karte</translation></message>
<message><source>card or cloze {number} of its note</source><translation>Karte oder Lücke {number} ihrer Notiz</translation></message>
<message><source>card type</source><translation>Kartentyp</translation></message>
<message><source>card without a note</source><translation>Karte ohne Notiz</translation></message>
<message><source>card without a template</source><translation>Karte ohne Vorlage</translation></message>
<message><source>card without term or definition</source><translation>Karte ohne Begriff oder Definition</translation></message>
<message><source>card: {words}</source><translation>Karte: {words}</translation></message>
<message numerus="yes"><source>cards</source><extracomment>For one: card</extracomment><translation><numerusform>Karte</numerusform><numerusform>Karten</numerusform></translation></message>
<message><source>cards across and down (default: 2x4)</source><translation>Karten nebeneinander und untereinander (Standard: 2x4)</translation></message>
<message><source>cards due within N days</source><translation>Karten, die binnen N Tagen fällig werden</translation></message>
<message><source>cards on paper (.pdf)</source><translation>Karten auf Papier (.pdf)</translation></message>
<message><source>cards rated Again in the last N days</source><translation>Karten, die in den letzten N Tagen mit „Nochmal“ bewertet wurden</translation></message>
<message><source>cards to cut out with the answers behind them (default), to fold, or a study sheet</source><translation>Karten zum Ausschneiden mit den Antworten dahinter (Standard), zum Falten oder ein Lernblatt</translation></message>
<message><source>changed</source><translation>geändert</translation></message>
<message><source>changed in the article: to check</source><translation>im Artikel geändert: zu prüfen</translation></message>
<message numerus="yes"><source>changed on both sides: {fields}</source><extracomment>For one: changed on both sides: {fields}</extracomment><translation><numerusform>auf beiden Seiten geändert: {fields}</numerusform><numerusform>auf beiden Seiten geändert: {fields}</numerusform></translation></message>
<message><source>check the collection for problems</source><translation>die Sammlung auf Probleme prüfen</translation></message>
<message><source>choose folder</source><translation>Ordner wählen</translation></message>
<message><source>chosen</source><translation>gewählt</translation></message>
<message><source>cloze row without a gap</source><translation>Lückentextzeile ohne Lücke</translation></message>
<message><source>code fence that is never closed</source><translation>nie geschlossener Codeblock</translation></message>
<message><source>colours in code</source><translation>Farben in Code</translation></message>
<message><source>compare this field (default: the first)</source><translation>dieses Feld vergleichen (Standard: das erste)</translation></message>
<message><source>correct</source><translation>richtig</translation></message>
<message><source>correct ({passed} of {asked})</source><translation>richtig ({passed} von {asked})</translation></message>
<message><source>create: make a hub in a database, or bring its rules up to date; add-learner, new-address, remove-learner: let somebody in, give them a new password, or remove them with all that is theirs there; quota: say how much a learner, or each of them, may keep there; status: say who and what is there; publish, withdraw: let everybody read a deck, or no longer; share, unshare: let teachers see from today on how many cards you answer and know in each published deck, or take all of that back; progress: what of this you may see</source><translation>create: Verteiler in einer Datenbank anlegen oder seine Regeln auf den neuesten Stand bringen; add-learner, new-address, remove-learner: jemanden hineinlassen, ihm ein neues Passwort geben oder ihn mit allem entfernen, was dort von ihm ist; quota: sagen, wie viel jemand, oder alle, dort haben dürfen; status: sagen, wer und was dort ist; publish, withdraw: alle einen Stapel lesen lassen oder nicht mehr; share, unshare: Lehrkräfte von heute an sehen lassen, wie viele Karten Sie in jedem veröffentlichten Stapel beantworten und kennen, oder all das zurücknehmen; progress: was Sie davon sehen dürfen</translation></message>
<message><source>current settings</source><translation>aktuelle Einstellungen</translation></message>
<message><source>current settings, combined limits of {count} decks</source><translation>aktuelle Einstellungen, Limits von {count} Stapeln zusammen</translation></message>
<message><source>deck</source><translation>Stapel</translation></message>
<message><source>deck that is called like another one</source><translation>Stapel mit dem Namen eines anderen</translation></message>
<message><source>delete those that were never answered</source><translation>die nie beantworteten löschen</translation></message>
<message><source>deleted here</source><translation>hier gelöscht</translation></message>
<message><source>deleted in the file</source><translation>in der Datei gelöscht</translation></message>
<message><source>deleted today</source><translation>heute gelöscht</translation></message>
<message numerus="yes"><source>deleted {count} days ago</source><extracomment>For one: deleted {count} day ago</extracomment><translation><numerusform>vor {count} Tag gelöscht</numerusform><numerusform>vor {count} Tagen gelöscht</numerusform></translation></message>
<message><source>difficulty</source><translation>Schwierigkeit</translation></message>
<message><source>difficulty falls from {before} to {after}</source><translation>Schwierigkeit sinkt von {before} auf {after}</translation></message>
<message><source>difficulty rises from {before} to {after}</source><translation>Schwierigkeit steigt von {before} auf {after}</translation></message>
<message><source>difficulty stays at {after}</source><translation>Schwierigkeit bleibt bei {after}</translation></message>
<message><source>digits choose</source><translation>Ziffern wählen</translation></message>
<message><source>digits rate</source><translation>Ziffern bewerten</translation></message>
<message><source>digits rate, each with Enter</source><translation>Ziffern bewerten, jede mit Eingabe</translation></message>
<message><source>do not ask</source><translation>nicht nachfragen</translation></message>
<message><source>drawn by four weeks</source><translation>nach je vier Wochen gezeichnet</translation></message>
<message><source>drawn by week</source><translation>nach Wochen gezeichnet</translation></message>
<message><source>due</source><translation>fällig</translation></message>
<message><source>due anyway</source><translation>ohnehin fällig</translation></message>
<message><source>due due new due due due due new due due due due new due due</source><translation>fällig fällig neu fällig fällig fällig fällig neu fällig fällig fällig fällig neu fällig fällig</translation></message>
<message><source>due in the coming 7 days; overdue</source><translation>in den nächsten 7 Tagen fällig; überfällig</translation></message>
<message><source>due in {x}</source><translation>fällig in {x}</translation></message>
<message><source>due today</source><translation>heute fällig</translation></message>
<message><source>due tomorrow</source><translation>morgen fällig</translation></message>
<message><source>ease</source><translation>Leichtigkeit</translation></message>
<message><source>edited</source><translation>bearbeitet</translation></message>
<message><source>eighth</source><translation>achten</translation></message>
<message><source>either</source><translation>eines von beiden</translation></message>
<message><source>entry that is too long</source><translation>zu langer Eintrag</translation></message>
<message><source>entry with one text only</source><translation>Eintrag mit nur einem Text</translation></message>
<message><source>expected at least one argument</source><translation>mindestens ein Wert fehlt</translation></message>
<message><source>expected at most one argument</source><translation>höchstens ein Wert ist möglich</translation></message>
<message><source>expected one argument</source><translation>ein Wert fehlt</translation></message>
<message><source>export notes to a file</source><translation>Notizen in eine Datei exportieren</translation></message>
<message><source>extra reviews</source><translation>Zusatzwiederholungen</translation></message>
<message><source>few</source><translation>weniger</translation></message>
<message><source>field that is too long</source><translation>zu langes Feld</translation></message>
<message><source>field that was changed on both sides</source><translation>auf beiden Seiten geändertes Feld</translation></message>
<message><source>fifth</source><translation>fünften</translation></message>
<message><source>find cards by words, deck:, tag:, is:due and more</source><translation>Karten finden: nach Wörtern, deck:, tag:, is:due und mehr</translation></message>
<message><source>find what is worth a card in an article, and make a deck of it</source><translation>in einem Artikel finden, was eine Karte wert ist, und einen Stapel daraus machen</translation></message>
<message><source>first</source><translation>ersten</translation></message>
<message><source>first answered</source><translation>zuerst beantwortet</translation></message>
<message><source>fitted to answers</source><translation>an Antworten angepasst</translation></message>
<message><source>fitted to you</source><translation>an Sie angepasst</translation></message>
<message><source>flag blue</source><translation>blaues Fähnchen</translation></message>
<message><source>flag green</source><translation>grünes Fähnchen</translation></message>
<message><source>flag orange</source><translation>orangefarbenes Fähnchen</translation></message>
<message><source>flag red</source><translation>rotes Fähnchen</translation></message>
<message><source>folder full</source><translation>Ordner voll</translation></message>
<message><source>folder missing</source><translation>Ordner fehlt</translation></message>
<message><source>for comparison</source><translation>zum Vergleich</translation></message>
<message><source>for the exam “{name}”</source><translation>für die Prüfung „{name}“</translation></message>
<message><source>for the holiday “{name}”</source><translation>für den Urlaub „{name}“</translation></message>
<message><source>forgotten {s}</source><translation>vergessen {s}</translation></message>
<message><source>formulas</source><translation>Formeln</translation></message>
<message><source>fourth</source><translation>vierten</translation></message>
<message><source>from source</source><translation>aus dem Quelltext</translation></message>
<message><source>from “{source}”</source><translation>aus „{source}“</translation></message>
<message><source>front</source><translation>Vorderseite</translation></message>
<message><source>h</source><translation>h</translation></message>
<message><source>hashcards</source><translation>hashcards</translation></message>
<message><source>high priority, {read}</source><translation>hohe Priorität, {read}</translation></message>
<message><source>highlighted</source><translation>markiert</translation></message>
<message><source>how a text is encoded</source><translation>wie ein Text kodiert ist</translation></message>
<message><source>how much may be kept, for “quota” (default: 5,000 for everybody)</source><translation>wie viel es sein darf, für „quota“ (Voreinstellung: 5.000 für alle)</translation></message>
<message><source>how to read tables (default: detected from the file)</source><translation>wie Tabellen gelesen werden (Standard: aus der Datei erkannt)</translation></message>
<message><source>hub full</source><translation>Verteiler voll</translation></message>
<message><source>hub out of reach</source><translation>Verteiler nicht erreichbar</translation></message>
<message><source>id</source><translation>id</translation></message>
<message><source>id that stands twice</source><translation>doppelt vorhandene ID</translation></message>
<message><source>ignored explicit argument %r</source><translation>der Wert %r gehört nicht hierher</translation></message>
<message><source>image or sound that does not lie beside the deck file</source><translation>Bild oder Ton, der nicht neben der Stapeldatei liegt</translation></message>
<message><source>import deck files and tables, adding or updating their notes</source><translation>Stapeldateien und Tabellen importieren und ihre Notizen hinzufügen oder aktualisieren</translation></message>
<message><source>in a table, do not protect cells that a spreadsheet would run as formulas</source><translation>in einer Tabelle Zellen nicht schützen, die eine Tabellenkalkulation als Formeln ausführen würde</translation></message>
<message><source>in reverse order</source><translation>in umgekehrter Reihenfolge</translation></message>
<message><source>in step</source><translation>auf gleichem Stand</translation></message>
<message><source>in the last 7 days; also reviewed, edited, introduced, resched</source><translation>in den letzten 7 Tagen; auch reviewed, edited, introduced, resched</translation></message>
<message numerus="yes"><source>in the last {count} days</source><extracomment>For one: today</extracomment><translation><numerusform>heute</numerusform><numerusform>in den letzten {count} Tagen</numerusform></translation></message>
<message><source>in your collection</source><translation>in der Sammlung</translation></message>
<message numerus="yes"><source>in {count} days</source><extracomment>For one: in {count} day</extracomment><translation><numerusform>in {count} Tag</numerusform><numerusform>in {count} Tagen</numerusform></translation></message>
<message><source>in {count} s</source><translation>in {count} s</translation></message>
<message><source>in “{section}”, “{member}” cannot be</source><translation>in „{section}“ ist „{member}“ unmöglich</translation></message>
<message><source>integer</source><translation>Ganzzahl</translation></message>
<message><source>interval below 21 days; of 21 days or more</source><translation>Abstand unter 21 Tagen; mindestens 21 Tage</translation></message>
<message><source>interval in days</source><translation>Abstand in Tagen</translation></message>
<message><source>invalid %(type)s value: %(value)r</source><translation>ungültiger Wert für %(type)s: %(value)r</translation></message>
<message><source>invalid choice: %(value)r (choose from %(choices)s)</source><translation>%(value)r gibt es nicht (zur Wahl stehen %(choices)s)</translation></message>
<message><source>it belongs to another note type</source><translation>sie gehört zu einem anderen Notiztyp</translation></message>
<message><source>it cannot be unpacked</source><translation>sie lässt sich nicht entpacken</translation></message>
<message><source>it defines entities, which no deck needs</source><translation>sie definiert Entitäten, die kein Stapel braucht</translation></message>
<message><source>it has a number that is too large</source><translation>eine Zahl darin ist zu groß</translation></message>
<message><source>it has a second name</source><translation>es gibt einen zweiten Namen dafür</translation></message>
<message><source>it has far more values than a deck needs</source><translation>sie hat weit mehr Werte, als ein Stapel braucht</translation></message>
<message><source>it has half a character</source><translation>ein halbes Zeichen steht darin</translation></message>
<message><source>it has the {part}, which no collection has</source><translation>sie enthält {part}, was keine Sammlung hat</translation></message>
<message><source>it has too many answers</source><translation>sie hat zu viele Antworten</translation></message>
<message><source>it has too many values</source><translation>sie hat zu viele Werte</translation></message>
<message><source>it has two tables of one name</source><translation>sie hat zwei Tabellen mit demselben Namen</translation></message>
<message><source>it has {megabytes:,} MB</source><translation>sie hat {megabytes:,} MB</translation></message>
<message><source>it holds no text that can be read</source><translation>sie enthält keinen lesbaren Text</translation></message>
<message><source>it is a device, not a file</source><translation>es ist ein Gerät, keine Datei</translation></message>
<message><source>it is a folder</source><translation>es ist ein Ordner</translation></message>
<message><source>it is a link to somewhere else</source><translation>es ist ein symbolischer Link zu einem anderen Ort</translation></message>
<message><source>it is a pipe, not a file</source><translation>es ist eine Pipe, keine Datei</translation></message>
<message><source>it is a socket, not a file</source><translation>es ist ein Socket, keine Datei</translation></message>
<message><source>it is larger than {kilobytes:,} KB</source><translation>größer als {kilobytes:,} KB</translation></message>
<message><source>it is larger than {megabytes:,} MB</source><translation>größer als {megabytes:,} MB</translation></message>
<message><source>it is longer than it should be</source><translation>sie ist länger, als sie sein sollte</translation></message>
<message><source>it is nested too deeply</source><translation>sie ist zu tief verschachtelt</translation></message>
<message><source>it is no regular file</source><translation>keine gewöhnliche Datei</translation></message>
<message><source>it unpacks to far more than it can hold</source><translation>entpackt ist sie weit größer, als sie sein kann</translation></message>
<message><source>it was changed without the passphrase</source><translation>sie wurde ohne die Passphrase verändert</translation></message>
<message><source>item that is too long</source><translation>zu langes Element</translation></message>
<message><source>item without an answer</source><translation>Element ohne Antwort</translation></message>
<message><source>its content is not what was written</source><translation>ihr Inhalt ist nicht der geschriebene</translation></message>
<message><source>its encoding is unknown</source><translation>ihre Zeichenkodierung ist unbekannt</translation></message>
<message><source>its end is missing</source><translation>ihr Ende fehlt</translation></message>
<message><source>its file {name} is another one</source><translation>ihre Datei {name} ist eine andere</translation></message>
<message><source>its gap or item is gone</source><translation>ihre Lücke oder ihren Punkt gibt es nicht mehr</translation></message>
<message><source>its head alone has {bytes:,} bytes</source><translation>allein ihr Kopf hat {bytes:,} Bytes</translation></message>
<message><source>its note type</source><translation>ihr Notiztyp</translation></message>
<message><source>its notes are not as they should be</source><translation>ihre Notizen sind nicht, wie sie sein sollten</translation></message>
<message><source>its parts are missing, or in another order</source><translation>ihre Teile fehlen oder haben eine andere Reihenfolge</translation></message>
<message><source>its parts do not have the sizes it states</source><translation>ihre Teile haben nicht die angegebene Größe</translation></message>
<message><source>its question shows nothing</source><translation>ihre Frage zeigt nichts</translation></message>
<message><source>its question shows nothing: the fields it asks are empty</source><translation>ihre Frage zeigt nichts: Die Felder, die sie fragt, sind leer</translation></message>
<message numerus="yes"><source>its {count} decks use</source><extracomment>For one: its deck uses</extracomment><translation><numerusform>ihr Stapel verwendet</numerusform><numerusform>ihre {count} Stapel verwenden</numerusform></translation></message>
<message numerus="yes"><source>its {count} notes stay</source><extracomment>For one: its note stays</extracomment><translation><numerusform>die zugehörige Notiz bleibt</numerusform><numerusform>die {count} zugehörigen Notizen bleiben</numerusform></translation></message>
<message><source>just now</source><translation>gerade eben</translation></message>
<message><source>keep a family or a class in step over PostgreSQL</source><translation>eine Familie oder Klasse über PostgreSQL abgleichen</translation></message>
<message><source>keep a folder of Markdown decks and the collection in step</source><translation>einen Ordner mit Markdown-Stapeln und die Sammlung auf gleichem Stand halten</translation></message>
<message><source>keep all as it is, and put away what --conflicts lists</source><translation>alles lassen, wie es ist, und abhaken, was --conflicts auflistet</translation></message>
<message><source>keep in step with your other computers over a folder or a hub</source><translation>mit Ihren anderen Computern über einen Ordner oder einen Verteiler auf gleichem Stand bleiben</translation></message>
<message><source>kind</source><translation>Art</translation></message>
<message><source>last answered</source><translation>zuletzt beantwortet</translation></message>
<message><source>last edited</source><translation>zuletzt bearbeitet</translation></message>
<message><source>last heard of on {when}</source><translation>zuletzt gehört am {when}</translation></message>
<message><source>last rescheduled</source><translation>zuletzt neu geplant</translation></message>
<message><source>launchd did not take the reminder: {reason}</source><translation>launchd hat die Erinnerung nicht angenommen: {reason}</translation></message>
<message><source>learned and scheduled</source><translation>gelernt und geplant</translation></message>
<message><source>learning</source><translation>Lernphase</translation></message>
<message><source>learning step {number} of {of}</source><translation>Lernschritt {number} von {of}</translation></message>
<message><source>leave out</source><translation>auslassen</translation></message>
<message><source>leave pictures and sounds out</source><translation>Bilder und Töne weglassen</translation></message>
<message><source>leave schedule, flags and history out</source><translation>Planung, Fähnchen und Verlauf weglassen</translation></message>
<message><source>leave schedule, flags, history and deck options out: for sharing a deck</source><translation>Planung, Fähnchen, Verlauf und Stapeloptionen weglassen: um einen Stapel weiterzugeben</translation></message>
<message><source>left out</source><translation>ausgelassen</translation></message>
<message><source>less than a minute</source><translation>weniger als eine Minute</translation></message>
<message><source>let a name or setting stand that lost, by its number in --conflicts</source><translation>einen unterlegenen Namen oder eine unterlegene Einstellung gelten lassen, nach der Nummer in --conflicts</translation></message>
<message><source>library missing</source><translation>Bibliothek fehlt</translation></message>
<message><source>likely</source><translation>wahrscheinlich</translation></message>
<message><source>line {line} is no UTF-8</source><translation>Zeile {line} ist kein UTF-8</translation></message>
<message><source>line {line} is no XML</source><translation>Zeile {line} ist kein XML</translation></message>
<message><source>line {line}, column {column}</source><translation>Zeile {line}, Spalte {column}</translation></message>
<message><source>line {line}: {problem}</source><translation>Zeile {line}: {problem}</translation></message>
<message><source>list at most N cards</source><translation>höchstens N Karten auflisten</translation></message>
<message><source>list cards that show nothing, and notes without any</source><translation>Karten auflisten, die nichts zeigen, und Notizen ohne Karten</translation></message>
<message><source>list decks and the cards due today</source><translation>Stapel und die heute fälligen Karten auflisten</translation></message>
<message><source>list media files that are unused, and those that are missing</source><translation>Mediendateien auflisten, die unbenutzt sind oder fehlen</translation></message>
<message><source>list note types, or show one with its fields and cards</source><translation>Notiztypen auflisten oder einen mit Feldern und Karten zeigen</translation></message>
<message><source>list notes that say the same in a field</source><translation>Notizen auflisten, die in einem Feld dasselbe sagen</translation></message>
<message><source>list the backups, newest first, without making one</source><translation>die Sicherungen auflisten, die neueste zuerst, ohne eine anzulegen</translation></message>
<message><source>list what was changed on two computers at once, with what lost</source><translation>auflisten, was auf zwei Computern zugleich geändert wurde, mit dem, was unterlag</translation></message>
<message><source>list what you deleted in the last 30 days, or restore it</source><translation>auflisten, was in den letzten 30 Tagen gelöscht wurde, oder es wiederherstellen</translation></message>
<message><source>log loss {better} against {worse}</source><translation>Log-Loss {better} gegenüber {worse}</translation></message>
<message><source>login refused</source><translation>Anmeldung abgelehnt</translation></message>
<message><source>look back over N days, or “all” (default: {days})</source><translation>N Tage zurückblicken oder „all“ (Standard: {days})</translation></message>
<message><source>look into it once and end</source><translation>einmal hineinsehen und beenden</translation></message>
<message><source>lost: {value} ({computer}, {when})</source><translation>unterlegen: {value} ({computer}, {when})</translation></message>
<message><source>lost: {value} ({when})</source><translation>unterlegen: {value} ({when})</translation></message>
<message><source>made from a kept article, by its title</source><translation>erstellt aus einem aufbewahrten Artikel, nach dessen Titel</translation></message>
<message><source>made from a text or heading with these words</source><translation>erstellt aus einem Text oder einer Überschrift mit diesen Wörtern</translation></message>
<message><source>made from an article</source><translation>aus einem Artikel erstellt</translation></message>
<message><source>made from the article “{words}”</source><translation>erstellt aus dem Artikel „{words}“</translation></message>
<message><source>made from “{words}”</source><translation>erstellt aus „{words}“</translation></message>
<message><source>make a backup, or list your backups</source><translation>eine Sicherung anlegen oder die Sicherungen auflisten</translation></message>
<message><source>many</source><translation>mehr</translation></message>
<message><source>mature</source><translation>reif</translation></message>
<message><source>may not write</source><translation>kein Schreibrecht</translation></message>
<message><source>may publish decks</source><translation>darf Stapel veröffentlichen</translation></message>
<message><source>measured on your answers to all cards</source><translation>gemessen an Ihren Antworten zu allen Karten</translation></message>
<message><source>measured on your answers to these cards</source><translation>gemessen an Ihren Antworten zu diesen Karten</translation></message>
<message><source>media file larger than 64 MB</source><translation>Mediendatei über 64 MB</translation></message>
<message><source>media file of a kind that is not kept</source><translation>Mediendatei einer Art, die nicht aufbewahrt wird</translation></message>
<message><source>media file that cannot be read</source><translation>nicht lesbare Mediendatei</translation></message>
<message><source>media file without a name</source><translation>Mediendatei ohne Namen</translation></message>
<message><source>median {median}, longest {longest}</source><translation>Median {median}, längster {longest}</translation></message>
<message><source>memories of cards set by hand</source><translation>von Hand gesetzte Gedächtnisstände von Karten</translation></message>
<message><source>min</source><translation>min</translation></message>
<message><source>mine</source><translation>meine</translation></message>
<message><source>missing media file</source><translation>fehlende Mediendatei</translation></message>
<message><source>moved before your exam</source><translation>vor die Prüfung verlegt</translation></message>
<message><source>moved here</source><translation>hierher verschoben</translation></message>
<message><source>moved out of your holiday</source><translation>aus dem Urlaub verlegt</translation></message>
<message numerus="yes"><source>named by the note types {names}</source><extracomment>For one: named by the note type {names}</extracomment><translation><numerusform>genannt im Notiztyp {names}</numerusform><numerusform>genannt in den Notiztypen {names}</numerusform></translation></message>
<message numerus="yes"><source>named by {count} notes</source><extracomment>For one: named by {count} note</extracomment><translation><numerusform>genannt in {count} Notiz</numerusform><numerusform>genannt in {count} Notizen</numerusform></translation></message>
<message><source>nearly right</source><translation>fast richtig</translation></message>
<message><source>nearly the same</source><translation>fast gleich</translation></message>
<message><source>nearly the same counts too</source><translation>auch fast Gleiches zählt</translation></message>
<message><source>never</source><translation>nie</translation></message>
<message><source>never answered</source><translation>nie beantwortet</translation></message>
<message><source>never answered; learned and scheduled</source><translation>nie beantwortet; gelernt und geplant</translation></message>
<message><source>new</source><translation>neu</translation></message>
<message><source>new cards, which stay new</source><translation>neue Karten, die neu bleiben</translation></message>
<message><source>new new new due …</source><translation>neu neu neu fällig …</translation></message>
<message><source>next</source><translation>nächste</translation></message>
<message><source>no backup has it</source><translation>in keiner Sicherung vorhanden</translation></message>
<message><source>no card</source><translation>keine Karte</translation></message>
<message><source>no cards</source><translation>keine Karten</translation></message>
<message><source>no change</source><translation>keine Änderung</translation></message>
<message><source>no flag</source><translation>kein Fähnchen</translation></message>
<message><source>no hub there</source><translation>kein Verteiler dort</translation></message>
<message><source>no longer in the article</source><translation>nicht mehr im Artikel</translation></message>
<message><source>no notes</source><translation>keine Notizen</translation></message>
<message><source>no shortcut</source><translation>kein Kürzel</translation></message>
<message><source>none</source><translation>keine</translation></message>
<message><source>none chosen yet</source><translation>noch keiner gewählt</translation></message>
<message><source>none of its own</source><translation>kein eigenes</translation></message>
<message><source>none yet</source><translation>noch keine</translation></message>
<message><source>none: the decks below</source><translation>keiner: die Stapel unten</translation></message>
<message><source>not a text file</source><translation>keine Textdatei</translation></message>
<message><source>not allowed with argument %s</source><translation>nicht zusammen mit %s möglich</translation></message>
<message><source>not checked</source><translation>nicht geprüft</translation></message>
<message><source>not chosen</source><translation>nicht gewählt</translation></message>
<message><source>not encrypted</source><translation>nicht verschlüsselt</translation></message>
<message><source>not on this computer</source><translation>nicht auf diesem Computer</translation></message>
<message><source>not {what}</source><translation>nicht {what}</translation></message>
<message><source>note</source><translation>Notiz</translation></message>
<message><source>note of another type here</source><translation>hier Notiz eines anderen Typs</translation></message>
<message><source>note of too many cards</source><translation>Notiz mit zu vielen Karten</translation></message>
<message><source>note that cannot be used</source><translation>nicht verwendbare Notiz</translation></message>
<message><source>note that has the id of another one</source><translation>Notiz mit der ID einer anderen</translation></message>
<message><source>note that is here with another note type</source><translation>hier mit anderem Notiztyp vorhandene Notiz</translation></message>
<message><source>note that is there twice</source><translation>doppelt vorhandene Notiz</translation></message>
<message><source>note that is too large</source><translation>zu große Notiz</translation></message>
<message><source>note type</source><translation>Notiztyp</translation></message>
<message><source>note type of too many fields</source><translation>Notiztyp mit zu vielen Feldern</translation></message>
<message><source>note type that is in another file</source><translation>Notiztyp, der in einer anderen Datei steht</translation></message>
<message><source>note type that stays as it is</source><translation>Notiztyp, der bleibt, wie er ist</translation></message>
<message><source>note types</source><translation>Notiztypen</translation></message>
<message><source>note whose note type was exchanged</source><translation>Notiz, deren Notiztyp ausgetauscht wurde</translation></message>
<message><source>note with more texts than fields</source><translation>Notiz mit mehr Texten als Feldern</translation></message>
<message><source>note without a card</source><translation>Notiz ohne Karte</translation></message>
<message><source>note without a note type</source><translation>Notiz ohne Notiztyp</translation></message>
<message><source>note without fields</source><translation>Notiz ohne Felder</translation></message>
<message><source>note without text</source><translation>Notiz ohne Text</translation></message>
<message><source>notes of different types count too</source><translation>auch Notizen verschiedener Typen zählen</translation></message>
<message><source>nothing</source><translation>nichts</translation></message>
<message><source>nothing new</source><translation>nichts Neues</translation></message>
<message><source>now</source><translation>jetzt</translation></message>
<message><source>now: {value}</source><translation>jetzt: {value}</translation></message>
<message><source>of the backlog</source><translation>aus dem Rückstand</translation></message>
<message><source>of {count}</source><translation>von {count}</translation></message>
<message><source>off</source><translation>aus</translation></message>
<message><source>on</source><translation>ein</translation></message>
<message><source>on another computer</source><translation>auf einem anderen Computer</translation></message>
<message><source>on no card</source><translation>auf keiner Karte</translation></message>
<message><source>on the back</source><translation>auf der Rückseite</translation></message>
<message><source>on the front</source><translation>auf der Vorderseite</translation></message>
<message><source>on this day or later</source><translation>an diesem Tag oder später</translation></message>
<message><source>on to {step}; the card comes back in {time}</source><translation>weiter mit {step}, nächster Abstand {time}</translation></message>
<message><source>on {day}</source><translation>am {day}</translation></message>
<message><source>one of its parts does not fit into memory</source><translation>einer ihrer Teile passt nicht in den Speicher</translation></message>
<message><source>one of the arguments %s is required</source><translation>eines dieser Argumente fehlt: %s</translation></message>
<message><source>only cards that match this search</source><translation>nur Karten, die diese Suche findet</translation></message>
<message><source>only say how the collection stands with your other computers</source><translation>nur sagen, wie die Sammlung zu Ihren anderen Computern steht</translation></message>
<message><source>only this deck and its subdecks</source><translation>nur diesen Stapel und seine Unterstapel</translation></message>
<message><source>only to change it</source><translation>nur um sie zu ändern</translation></message>
<message><source>open files in the window, as a double click does</source><translation>Dateien im Fenster öffnen, wie mit einem Doppelklick</translation></message>
<message><source>options</source><translation>Optionen</translation></message>
<message><source>over</source><translation>vorbei</translation></message>
<message><source>overdue</source><translation>überfällig</translation></message>
<message><source>packages of newer Ankis</source><translation>Pakete neuerer Anki-Versionen</translation></message>
<message><source>passphrase needed</source><translation>Passphrase fehlt</translation></message>
<message><source>passphrases of sync folders</source><translation>Passphrasen von Abgleichordnern</translation></message>
<message><source>pasted text</source><translation>eingefügter Text</translation></message>
<message><source>picture</source><translation>Bild</translation></message>
<message><source>picture: {words}</source><translation>Bild: {words}</translation></message>
<message><source>position among the new cards</source><translation>Position unter den neuen Karten</translation></message>
<message><source>positional arguments</source><translation>Argumente</translation></message>
<message><source>postgresql://… as you were given it; “-” reads it from standard input, so that no list of commands shows the password</source><translation>postgresql://…, wie Sie sie bekommen haben; „-“ liest sie von der Standardeingabe, damit keine Befehlsliste das Passwort zeigt</translation></message>
<message><source>predicted</source><translation>vorausgesagt</translation></message>
<message><source>print the version and exit</source><translation>die Version ausgeben und beenden</translation></message>
<message><source>probability of remembering</source><translation>Erinnerungswahrscheinlichkeit</translation></message>
<message><source>proposed</source><translation>vorgeschlagen</translation></message>
<message><source>put aside; put aside until tomorrow</source><translation>ausgesetzt; bis morgen zurückgestellt</translation></message>
<message><source>put away</source><translation>weggelegt</translation></message>
<message><source>put unused files into the bin for 30 days</source><translation>unbenutzte Dateien für 30 Tage in den Papierkorb legen</translation></message>
<message><source>question</source><translation>Frage</translation></message>
<message><source>question without an answer</source><translation>Frage ohne Antwort</translation></message>
<message><source>rated Again in the last 7 days</source><translation>in den letzten 7 Tagen mit „Nochmal“ bewertet</translation></message>
<message><source>read as last time</source><translation>gelesen wie beim letzten Mal</translation></message>
<message><source>read as you chose</source><translation>gelesen wie gewählt</translation></message>
<message><source>read {day}</source><translation>gelesen: {day}</translation></message>
<message><source>reads like another note in this field</source><translation>gleicht einer anderen Notiz in diesem Feld</translation></message>
<message><source>reads like another note in {field}</source><translation>gleicht einer anderen Notiz in {field}</translation></message>
<message><source>real</source><translation>Kommazahl</translation></message>
<message><source>rebuild what can be recomputed from your notes and reviews</source><translation>neu aufbauen, was sich aus Notizen und Wiederholungen berechnen lässt</translation></message>
<message><source>relearning step {number} of {of}</source><translation>Neulernschritt {number} von {of}</translation></message>
<message><source>remembered</source><translation>gewusst</translation></message>
<message><source>remembered by now; also stability, difficulty</source><translation>Erinnerungswahrscheinlichkeit jetzt; auch stability, difficulty</translation></message>
<message><source>remembered {s}</source><translation>gewusst {s}</translation></message>
<message><source>repeat</source><translation>Wiederholung</translation></message>
<message><source>repeated today</source><translation>heute wiederholt</translation></message>
<message><source>report as JSON on standard output</source><translation>als JSON auf der Standardausgabe berichten</translation></message>
<message><source>restore a backup; your current collection is backed up first</source><translation>eine Sicherung wiederherstellen; die jetzige Sammlung wird zuvor gesichert</translation></message>
<message><source>restore missing files from the backups</source><translation>fehlende Dateien aus den Sicherungen wiederherstellen</translation></message>
<message><source>restore the item with this number</source><translation>den Eintrag mit dieser Nummer wiederherstellen</translation></message>
<message><source>reversed card that was kept</source><translation>behaltene umgekehrte Karte</translation></message>
<message><source>reviews</source><translation>Wiederholungen</translation></message>
<message><source>right</source><translation>richtig</translation></message>
<message><source>right to left</source><translation>von rechts nach links</translation></message>
<message><source>right, not chosen</source><translation>richtig, nicht gewählt</translation></message>
<message><source>row whose guid was used before</source><translation>Zeile, deren GUID schon vorkam</translation></message>
<message><source>row with a cell longer than a million characters</source><translation>Zeile mit einer Zelle von mehr als einer Million Zeichen</translation></message>
<message><source>row with a quotation mark that is not closed</source><translation>Zeile mit nicht geschlossenem Anführungszeichen</translation></message>
<message><source>row with an unusual number of columns</source><translation>Zeile mit ungewöhnlicher Spaltenzahl</translation></message>
<message><source>row with nothing in any field</source><translation>Zeile, in der kein Feld gefüllt ist</translation></message>
<message><source>row with the first field alone</source><translation>Zeile, in der nur das erste Feld gefüllt ist</translation></message>
<message><source>row without a back</source><translation>Zeile ohne Rückseite</translation></message>
<message><source>row without a front</source><translation>Zeile ohne Vorderseite</translation></message>
<message><source>s</source><translation>s</translation></message>
<message><source>said: {quote}</source><translation>zuvor: {quote}</translation></message>
<message><source>say how many cards wait today</source><translation>sagen, wie viele Karten heute warten</translation></message>
<message><source>say it by a notification, and only if a reminder is due by your preferences: the timer that Preferences sets up says this</source><translation>als Benachrichtigung sagen, und nur wenn nach Ihren Einstellungen eine Erinnerung fällig ist: Der in den Einstellungen eingerichtete Zeitgeber ruft das auf</translation></message>
<message><source>says: {quote}</source><translation>jetzt: {quote}</translation></message>
<message><source>second</source><translation>zweiten</translation></message>
<message><source>see history</source><translation>Verlauf ansehen</translation></message>
<message><source>see which</source><translation>ansehen</translation></message>
<message><source>see why</source><translation>siehe Grund</translation></message>
<message><source>self-contained</source><translation>eigenständig</translation></message>
<message><source>self-contained Debian package</source><translation>eigenständiges Debian-Paket</translation></message>
<message><source>sent the whole collection</source><translation>die ganze Sammlung gesendet</translation></message>
<message><source>sent what is new here</source><translation>gesendet, was hier neu ist</translation></message>
<message><source>settings detected; correct them below</source><translation>Einstellungen erkannt; unten zu ändern</translation></message>
<message><source>settings of schedulers</source><translation>Einstellungen von Planungsverfahren</translation></message>
<message><source>seventh</source><translation>siebten</translation></message>
<message><source>shares progress with teachers</source><translation>teilt seinen Fortschritt mit Lehrkräften</translation></message>
<message><source>show statistics</source><translation>die Statistik zeigen</translation></message>
<message><source>show this help message and exit</source><translation>diese Hilfe zeigen und beenden</translation></message>
<message><source>show what would be added, without changing anything</source><translation>zeigen, was hinzukäme, ohne etwas zu ändern</translation></message>
<message><source>show what would come, without changing anything</source><translation>zeigen, was käme, ohne etwas zu ändern</translation></message>
<message><source>sixth</source><translation>sechsten</translation></message>
<message><source>skipped</source><translation>übersprungen</translation></message>
<message numerus="yes"><source>so do its {count} subdecks</source><extracomment>For one: so does its subdeck</extracomment><translation><numerusform>ebenso sein Unterstapel</numerusform><numerusform>ebenso seine {count} Unterstapel</numerusform></translation></message>
<message><source>some field</source><translation>ein Feld</translation></message>
<message><source>something a card can be</source><translation>nichts, was eine Karte sein kann</translation></message>
<message><source>something a note can have</source><translation>nichts, was eine Notiz haben kann</translation></message>
<message><source>sort by this column (default: due)</source><translation>nach dieser Spalte sortieren (Standard: due)</translation></message>
<message><source>source: {source}</source><translation>Quelle: {source}</translation></message>
<message><source>spent</source><translation>Lernzeit</translation></message>
<message><source>spread over days</source><translation>über Tage gestreut</translation></message>
<message><source>stability falls from {before} to {after}</source><translation>Stabilität sinkt ({before} → {after})</translation></message>
<message><source>stability in days</source><translation>Stabilität in Tagen</translation></message>
<message><source>stability rises from {before} to {after}</source><translation>Stabilität steigt ({before} → {after})</translation></message>
<message><source>stability stays at {after}</source><translation>Stabilität unverändert ({after})</translation></message>
<message><source>standard input</source><translation>Standardeingabe</translation></message>
<message><source>stay minimised, or in the tray where its icon is on</source><translation>minimiert bleiben, oder im Infobereich, wenn das Symbol an ist</translation></message>
<message><source>stays</source><translation>bleibt</translation></message>
<message><source>streak</source><translation>Serie</translation></message>
<message><source>streak (longest: {days})</source><translation>Serie (längste: {days})</translation></message>
<message><source>strong</source><translation>sicher</translation></message>
<message><source>study even if the clock looks wrong</source><translation>auch lernen, wenn die Uhr falsch scheint</translation></message>
<message><source>study for N minutes</source><translation>N Minuten lernen</translation></message>
<message><source>study today's cards in the terminal</source><translation>die Karten von heute im Terminal lernen</translation></message>
<message><source>study what waits</source><translation>lernen, was wartet</translation></message>
<message><source>style</source><translation>Gestaltung</translation></message>
<message><source>style sheets of note types</source><translation>Stylesheets der Notiztypen</translation></message>
<message><source>sure</source><translation>sicher</translation></message>
<message><source>suspend</source><translation>aussetzen</translation></message>
<message><source>suspended</source><translation>ausgesetzt</translation></message>
<message><source>sync no longer; all cards and their history stay, here and on the others</source><translation>nicht mehr abgleichen; alle Karten und ihr Verlauf bleiben, hier und auf den anderen</translation></message>
<message><source>systemd cannot be told of this name: {name}</source><translation>systemd kann mit diesem Namen nichts anfangen: {name}</translation></message>
<message><source>systemd did not take the timer: {reason}</source><translation>systemd hat den Zeitgeber nicht angenommen: {reason}</translation></message>
<message><source>t types numbers</source><translation>t gibt Nummern ein</translation></message>
<message><source>t types the answer</source><translation>t gibt die Antwort ein</translation></message>
<message><source>tag</source><translation>Schlagwort</translation></message>
<message><source>tag:verbs, or words</source><translation>tag:Verben oder Wörter</translation></message>
<message><source>tagged {tags}</source><translation>Schlagwörter {tags}</translation></message>
<message><source>take</source><translation>übernehmen</translation></message>
<message><source>take over deck options and when a day begins</source><translation>Stapeloptionen und den Tagesbeginn übernehmen</translation></message>
<message><source>takes about as long as A</source><translation>dauert etwa so lange wie A</translation></message>
<message><source>takes {share}% less time than A</source><translation>braucht {share} % weniger Zeit als A</translation></message>
<message><source>takes {share}% more time than A</source><translation>braucht {share} % mehr Zeit als A</translation></message>
<message><source>text</source><translation>Text</translation></message>
<message><source>text of PDF files</source><translation>Text aus PDF-Dateien</translation></message>
<message><source>text that belongs to no note</source><translation>Text, der zu keiner Notiz gehört</translation></message>
<message><source>text that belongs to no question</source><translation>Text, der zu keiner Frage gehört</translation></message>
<message><source>text, Markdown, reStructuredText, AsciiDoc, Org, HTML, .docx, .pdf or .epub; “-” reads standard input</source><translation>Text, Markdown, reStructuredText, AsciiDoc, Org, HTML, .docx, .pdf oder .epub; „-“ liest die Standardeingabe</translation></message>
<message><source>the TeX that formulas are written in</source><translation>das TeX, in dem Formeln geschrieben sind</translation></message>
<message><source>the calculations of FSRS and the simulator</source><translation>die Berechnungen von FSRS und Simulator</translation></message>
<message><source>the card starts again with {step}; it comes back in {time}</source><translation>die Karte beginnt wieder mit {step}, nächster Abstand {time}</translation></message>
<message><source>the card stays new</source><translation>die Karte bleibt neu</translation></message>
<message><source>the card was forgotten and comes back in {time}, the first of its relearning steps; {left}</source><translation>die Karte wurde vergessen, ihr erster Neulernschritt dauert {time}; {left}</translation></message>
<message><source>the card was forgotten; {left}</source><translation>die Karte wurde vergessen; {left}</translation></message>
<message><source>the character around cells, or “none” for no quoting</source><translation>das Zeichen um Zellen oder „none“ für keines</translation></message>
<message><source>the character between columns, or a name such as “tab”</source><translation>das Zeichen zwischen Spalten oder ein Name wie „tab“</translation></message>
<message><source>the collection file</source><translation>die Sammlungsdatei</translation></message>
<message><source>the collection to use (default: your own, in the folder set by FLASHCARDS_HOME or in your system's data folder)</source><translation>die Sammlung, um die es geht (Standard: Ihre eigene, im Ordner aus FLASHCARDS_HOME oder im Datenordner des Systems)</translation></message>
<message><source>the column of backs</source><translation>die Spalte der Rückseiten</translation></message>
<message><source>the column of fronts, counted from 1</source><translation>die Spalte der Vorderseiten, gezählt ab 1</translation></message>
<message><source>the column of tags, or “none”</source><translation>die Spalte der Schlagwörter oder „none“</translation></message>
<message><source>the connection broke off</source><translation>die Verbindung brach ab</translation></message>
<message><source>the deck to add cards to (default: the article's title)</source><translation>der Stapel für die Karten (Standard: der Titel des Artikels)</translation></message>
<message><source>the deck to add notes to, such as “AI::Terms”; what is Anki's goes under it</source><translation>der Stapel für die Notizen, etwa „KI::Begriffe“; was von Anki kommt, liegt darunter</translation></message>
<message><source>the deck {name}</source><translation>der Stapel {name}</translation></message>
<message><source>the edge around which the printer turns a sheet (default: long)</source><translation>die Kante, um die der Drucker ein Blatt wendet (Standard: long)</translation></message>
<message><source>the encoding: utf-8, cp1252, cp1251, utf-16, ...</source><translation>die Kodierung: utf-8, cp1252, cp1251, utf-16, ...</translation></message>
<message><source>the file to write: .md, .csv, .tsv, .apkg, .colpkg, .pdf, or, with everything there is, .cards.zip or .json</source><translation>die Zieldatei: .md, .csv, .tsv, .apkg, .colpkg, .pdf oder, mit allem, was da ist, .cards.zip oder .json</translation></message>
<message><source>the first {count} are listed</source><translation>die ersten {count} sind aufgeführt</translation></message>
<message numerus="yes"><source>the first {count} notes</source><extracomment>For one: the first {count} note</extracomment><translation><numerusform>die erste {count} Notiz</numerusform><numerusform>die ersten {count} Notizen</numerusform></translation></message>
<message><source>the folder (default: list the watched ones); notes without an id get one in their file, and Ctrl+C ends watching for now</source><translation>der Ordner (Standard: die überwachten auflisten); Notizen ohne ID bekommen eine in ihrer Datei, und Strg+C beendet das Überwachen vorerst</translation></message>
<message><source>the following arguments are required: %s</source><translation>diese Argumente fehlen: %s</translation></message>
<message><source>the interval stays at {time}</source><translation>der Abstand bleibt {time}</translation></message>
<message><source>the language to speak, such as de (default: your system's)</source><translation>die Sprache der Ausgabe, etwa de (Standard: die des Systems)</translation></message>
<message><source>the learner, or the deck to publish</source><translation>die Person oder der Stapel, der veröffentlicht wird</translation></message>
<message><source>the learning steps are done; the first interval is {time}; its ease starts at {ease}</source><translation>die Lernschritte sind geschafft; der erste Abstand ist {time}; ihre Leichtigkeit beginnt bei {ease}</translation></message>
<message><source>the learning steps left are skipped; the first interval is {time}; its ease starts at {ease}</source><translation>die übrigen Lernschritte entfallen; der erste Abstand ist {time}; ihre Leichtigkeit beginnt bei {ease}</translation></message>
<message><source>the longer of {waited} × ease {ease} and the planned {interval}</source><translation>das Längere von {waited} × Leichtigkeit {ease} und {interval} (wie geplant)</translation></message>
<message><source>the longer of {waited} × {factor} and half of {interval} × {factor}</source><translation>das Längere von {waited} × {factor} und ½ × {interval} × {factor}</translation></message>
<message><source>the name of a note type</source><translation>der Name eines Notiztyps</translation></message>
<message><source>the note has no card, and its text makes none</source><translation>die Notiz hat keine Karte, und ihr Text ergibt keine</translation></message>
<message><source>the note has no card, though its text makes some</source><translation>die Notiz hat keine Karte, obwohl ihr Text welche ergibt</translation></message>
<message><source>the note has no other card</source><translation>die Notiz hat keine andere Karte</translation></message>
<message><source>the note type of all rows (see flashcards types)</source><translation>der Notiztyp aller Zeilen (siehe flashcards types)</translation></message>
<message><source>the note type {name}</source><translation>der Notiztyp {name}</translation></message>
<message><source>the note with the guid {guid}</source><translation>die Notiz mit der GUID {guid}</translation></message>
<message><source>the package is my own collection, however large</source><translation>das Paket ist meine eigene Sammlung, so groß sie auch ist</translation></message>
<message><source>the pasted text</source><translation>der eingefügte Text</translation></message>
<message><source>the published numbers</source><translation>die veröffentlichten Zahlen</translation></message>
<message><source>the relearning steps are done; the card comes back in {time}</source><translation>die Neulernschritte sind geschafft, nächster Abstand {time}</translation></message>
<message><source>the relearning steps are done; the card comes back in {time}, with a day more for Easy</source><translation>die Neulernschritte sind geschafft, nächster Abstand {time}, mit einem Tag mehr für „Einfach“</translation></message>
<message><source>the text has no gap or item of this number any more</source><translation>der Text hat keine Lücke und keinen Punkt mit dieser Nummer mehr</translation></message>
<message><source>the text “{words}”, * being anything</source><translation>der Text „{words}“, wobei * für Beliebiges steht</translation></message>
<message><source>the text's encoding: utf-8, cp1252, cp1251, gb18030, ...</source><translation>die Kodierung des Textes: utf-8, cp1252, cp1251, gb18030, ...</translation></message>
<message><source>the whole search as Anki reads it</source><translation>die ganze Suche so, wie Anki sie versteht</translation></message>
<message><source>the words “{words}”</source><translation>die Wörter „{words}“</translation></message>
<message><source>the {part} is missing</source><translation>es fehlt: {part}</translation></message>
<message><source>the {part} is not as the program makes it</source><translation>{part} ist nicht so, wie das Programm es anlegt</translation></message>
<message><source>theirs</source><translation>neue</translation></message>
<message><source>there are too many keys in this folder</source><translation>in diesem Ordner sind zu viele Schlüssel</translation></message>
<message><source>these words, in this order</source><translation>diese Wörter in dieser Reihenfolge</translation></message>
<message><source>third</source><translation>dritten</translation></message>
<message><source>time</source><translation>Zeit</translation></message>
<message><source>times forgotten</source><translation>Anzahl Vergessen</translation></message>
<message><source>today</source><translation>heute</translation></message>
<message><source>today at {time}</source><translation>heute um {time}</translation></message>
<message><source>today's cards that gain the most recall in N minutes</source><translation>die Karten von heute, die in N Minuten am meisten bringen</translation></message>
<message><source>today, then {interval}</source><translation>heute, dann {interval}</translation></message>
<message><source>today, {interval}</source><translation>heute, {interval}</translation></message>
<message><source>tomorrow</source><translation>morgen</translation></message>
<message><source>took in what is new there</source><translation>aufgenommen, was dort neu ist</translation></message>
<message><source>try out every part of the program without touching your collection, say what works (--self-test=FILE: in a new file, too) and exit</source><translation>alle Teile des Programms prüfen, ohne die Sammlung anzurühren, sagen, was geht (mit --self-test=FILE auch in einer neuen Datei), und beenden</translation></message>
<message><source>two media files of one name</source><translation>zwei Mediendateien mit demselben Namen</translation></message>
<message><source>u undo · r redo · b bury · s suspend · w why · q quit</source><translation>u rückgängig · r wiederherstellen · b zurückstellen · s aussetzen · w warum · q beenden</translation></message>
<message><source>uncertain</source><translation>unsicher</translation></message>
<message><source>unchanged</source><translation>unverändert</translation></message>
<message><source>under 1%</source><translation>unter 1 %</translation></message>
<message><source>unknown parser %(parser_name)r (choices: %(choices)s)</source><translation>unbekannter Befehl %(parser_name)r (zur Wahl stehen %(choices)s)</translation></message>
<message><source>unpacked, it does not fit into memory</source><translation>entpackt passt sie nicht in den Speicher</translation></message>
<message><source>unread</source><translation>ungelesen</translation></message>
<message><source>unrecognized arguments: %s</source><translation>unbekannte Argumente: %s</translation></message>
<message><source>updated</source><translation>aktualisiert</translation></message>
<message><source>usage: </source><translation>Aufruf: </translation></message>
<message><source>used on {day}</source><translation>benutzt am {day}</translation></message>
<message><source>waiting today</source><translation>heute an der Reihe</translation></message>
<message><source>watch it no longer; notes and files stay as they are</source><translation>nicht mehr überwachen; Notizen und Dateien bleiben, wie sie sind</translation></message>
<message><source>weak</source><translation>schwach</translation></message>
<message><source>what becomes of notes that are gone on one side (default: leave them)</source><translation>was aus Notizen wird, die auf einer Seite fehlen (Standard: so lassen)</translation></message>
<message><source>what comes from Anki's files</source><translation>was aus Ankis Dateien kommt</translation></message>
<message><source>what goes to Anki (.apkg, .colpkg)</source><translation>was an Anki geht (.apkg, .colpkg)</translation></message>
<message><source>what it says about a change cannot be right</source><translation>was sie über eine Änderung sagt, kann nicht stimmen</translation></message>
<message><source>what it says about a review cannot be right</source><translation>was sie über eine Wiederholung sagt, kann nicht stimmen</translation></message>
<message><source>what it says about itself cannot be right</source><translation>was sie über sich selbst sagt, kann nicht stimmen</translation></message>
<message><source>what stands at character {place} cannot be</source><translation>was an Zeichen {place} steht, ist unmöglich</translation></message>
<message><source>what stands at its beginning cannot be right</source><translation>was an ihrem Anfang steht, kann nicht stimmen</translation></message>
<message><source>what the columns become, in their order, separated by commas: the name of a field, tags, deck, guid or type, and nothing for a column to leave out</source><translation>was aus den Spalten wird, der Reihe nach, durch Kommas getrennt: der Name eines Felds, tags, deck, guid oder type, und nichts für eine Spalte, die wegbleibt</translation></message>
<message><source>what the window does at once (one that is open does it)</source><translation>was das Fenster sogleich tut (ein schon offenes tut es)</translation></message>
<message><source>what this computer is called on the others, from now on</source><translation>wie dieser Computer auf den anderen heißt, von jetzt an</translation></message>
<message><source>what to do with notes that are there already: update them, keep them as they are, or add every row as a new note (default: update)</source><translation>was mit schon vorhandenen Notizen geschieht: aktualisieren (update), lassen (keep) oder jede Zeile als neue Notiz hinzufügen (add; Standard: update)</translation></message>
<message><source>what to find (default: all cards)</source><translation>was gesucht wird (Standard: alle Karten)</translation></message>
<message><source>whatever accents; a regular expression</source><translation>gleich welche Akzente; ein regulärer Ausdruck</translation></message>
<message><source>where files belong on each system</source><translation>wohin Dateien auf jedem System gehören</translation></message>
<message><source>whether cells hold HTML and Markdown; if not, every sign is shown as it is</source><translation>ob Zellen HTML und Markdown enthalten; wenn nicht, wird jedes Zeichen gezeigt, wie es ist</translation></message>
<message><source>whether the first row contains column names</source><translation>ob die erste Zeile Spaltennamen enthält</translation></message>
<message><source>whoever is added may publish decks</source><translation>wer hinzukommt, darf Stapel veröffentlichen</translation></message>
<message><source>whose marks a .md or .org file has, such as obsidian-sr, hashcards or org; a wrong name lists them (default: found out)</source><translation>wessen Zeichen eine .md- oder .org-Datei hat, etwa obsidian-sr, hashcards oder org; ein falscher Name listet sie auf (Standard: wird erkannt)</translation></message>
<message><source>whose text counts where a note was changed on both sides, or both, one below the other (default: leave them)</source><translation>wessen Text gilt, wo eine Notiz auf beiden Seiten geändert wurde, oder beide untereinander (Standard: so lassen)</translation></message>
<message><source>with a cloze</source><translation>mit einer Lücke</translation></message>
<message><source>with a flag</source><translation>mit einem Fähnchen</translation></message>
<message><source>with a formula</source><translation>mit einer Formel</translation></message>
<message><source>with a link</source><translation>mit einem Link</translation></message>
<message><source>with a picture</source><translation>mit einem Bild</translation></message>
<message><source>with a recording</source><translation>mit einer Aufnahme</translation></message>
<message><source>with a source</source><translation>mit einer Quelle</translation></message>
<message><source>with a tag</source><translation>mit einem Schlagwort</translation></message>
<message><source>with an interval below 21 days</source><translation>mit einem Abstand unter 21 Tagen</translation></message>
<message><source>with an interval of 21 days or more</source><translation>mit einem Abstand von mindestens 21 Tagen</translation></message>
<message><source>with code</source><translation>mit Code</translation></message>
<message><source>with parameters of its own</source><translation>mit eigenen Parametern</translation></message>
<message numerus="yes"><source>within {count} days</source><extracomment>For one: by today</extracomment><translation><numerusform>bis heute</numerusform><numerusform>innerhalb von {count} Tagen</numerusform></translation></message>
<message><source>without tags</source><translation>ohne Schlagwörter</translation></message>
<message><source>without this word</source><translation>ohne dieses Wort</translation></message>
<message><source>write for Anki before 2.1.50; this takes longer</source><translation>für Anki vor 2.1.50 schreiben; das dauert länger</translation></message>
<message><source>wrong</source><translation>falsch</translation></message>
<message><source>wrong passphrase</source><translation>falsche Passphrase</translation></message>
<message><source>yes</source><translation>ja</translation></message>
<message><source>yesterday</source><translation>gestern</translation></message>
<message><source>young</source><translation>jung</translation></message>
<message><source>{action}. {due}</source><translation>{action}. {due}</translation></message>
<message><source>{address} cannot be the name of a file.</source><translation>{address} kann kein Dateiname sein.</translation></message>
<message><source>{address} is not on this computer.</source><translation>{address} ist nicht auf diesem Computer.</translation></message>
<message><source>{after} fall due in these {days} days instead of {before}</source><translation>{after} werden in diesen {days} Tagen fällig statt {before}</translation></message>
<message><source>{all:,} cards could be made of this article; only the first {kept:,} are shown. Save its parts as files of their own to get the others.</source><translation>{all:,} Karten ließen sich aus diesem Artikel machen; nur die ersten {kept:,} werden gezeigt. Für die übrigen seine Teile als eigene Dateien speichern.</translation></message>
<message><source>{answered} ({reviews})</source><translation>{answered} ({reviews})</translation></message>
<message><source>{answered}, the {ordinal} pass in a row</source><translation>{answered}, zum {ordinal} Mal in Folge gewusst</translation></message>
<message><source>{answered}: the card starts over and comes back in {days}{ease}.</source><translation>{answered}: Die Karte beginnt von vorn, nächster Abstand {days}{ease}.</translation></message>
<message><source>{answers} on {days}</source><translation>{answers}, verteilt auf {days}</translation></message>
<message><source>{answers} on {days}, {mean} a day</source><translation>{answers} an {days}, {mean} am Tag</translation></message>
<message><source>{answers} were predicted, each from the reviews before it. Log loss measures surprise: 0 is never surprised, 0.69 is a coin toss. Error is the gap between predicted and actual recall among cards with a similar history.</source><translation>{answers} wurden vorausgesagt, jede aus den Wiederholungen davor. Log-Loss misst die Überraschung: 0 ist nie überrascht, 0,69 ist ein Münzwurf. Fehler ist der Abstand zwischen vorausgesagtem und tatsächlichem Erinnern bei Karten mit ähnlichem Verlauf.</translation></message>
<message><source>{answers} · {again} rated Again</source><translation>{answers} · {again} mit „Nochmal“ bewertet</translation></message>
<message><source>{answers}, {share} remembered</source><translation>{answers}, {share} gewusst</translation></message>
<message numerus="yes"><source>{answers}; {count} repeats of the same day not counted</source><extracomment>For one: {answers}; {count} repeat of the same day not counted</extracomment><translation><numerusform>{answers}; {count} Wiederholung am selben Tag nicht mitgezählt</numerusform><numerusform>{answers}; {count} Wiederholungen am selben Tag nicht mitgezählt</numerusform></translation></message>
<message><source>{answer}, repeated</source><translation>{answer}, wiederholt</translation></message>
<message><source>{article} has changed meanwhile.</source><translation>{article} hat sich inzwischen geändert.</translation></message>
<message><source>{asks} or more.</source><translation>{asks} oder mehr.</translation></message>
<message><source>{asks} or more; in fewer days, some cards wait longer.</source><translation>{asks} oder mehr; bei weniger Tagen warten einige Karten länger.</translation></message>
<message><source>{at} of {all}: {name}</source><translation>{at} von {all}: {name}</translation></message>
<message><source>{cards} added to “{deck}”</source><translation>{cards} zu „{deck}“ hinzugefügt</translation></message>
<message><source>{cards} found, {more} more not listed.</source><translation>{cards} gefunden, {more} davon nicht aufgelistet.</translation></message>
<message><source>{cards} in {minutes}</source><translation>{cards} in {minutes}</translation></message>
<message><source>{cards} new cards take {days}.</source><translation>{cards} neue Karten brauchen {days}.</translation></message>
<message><source>{cards} not counted. Start {per_day} a day to see all of them by then.</source><translation>{cards} nicht mitgezählt. Um bis dahin alle zu sehen, {per_day} am Tag beginnen.</translation></message>
<message><source>{cards} on one day</source><translation>{cards} an einem Tag</translation></message>
<message><source>{cards} over {days}, at most {peak} on one day</source><translation>{cards} über {days}, höchstens {peak} an einem Tag</translation></message>
<message><source>{cards} to study</source><translation>{cards} zu lernen</translation></message>
<message><source>{cards} to {name}</source><translation>{cards} nach {name}</translation></message>
<message><source>{cards} with {reviews}</source><translation>{cards} mit {reviews}</translation></message>
<message><source>{cards}, due {day}</source><translation>{cards}, fällig {day}</translation></message>
<message><source>{cards}, suspended</source><translation>{cards}, ausgesetzt</translation></message>
<message><source>{cards}, with {reviews}.</source><translation>{cards}, mit {reviews}.</translation></message>
<message><source>{cards}, {answered} among them</source><translation>{cards}, davon {answered}</translation></message>
<message><source>{cards}, {minutes}.</source><translation>{cards}, {minutes}.</translation></message>
<message><source>{cards}: each on a day from {first} to {last}.</source><translation>{cards}: jede an einem Tag von {first} bis {last}.</translation></message>
<message><source>{cards}: on a day from {first} to {last}.</source><translation>{cards}: an einem Tag von {first} bis {last}.</translation></message>
<message><source>{cards}: {day}.</source><translation>{cards}: {day}.</translation></message>
<message><source>{cards}: {parts}</source><translation>{cards}: {parts}</translation></message>
<message><source>{cards}; {left} are left for tomorrow</source><translation>{cards}; {left} bleiben für morgen</translation></message>
<message><source>{card} (never answered)</source><translation>{card} (nie beantwortet)</translation></message>
<message><source>{changes}; {stays}</source><translation>{changes}; {stays}</translation></message>
<message><source>{choices}: {kept} kept, {left} left out.</source><translation>{choices}: {kept} behalten, {left} ausgelassen.</translation></message>
<message><source>{choice}: {days}</source><translation>{choice}: {days}</translation></message>
<message><source>{count:,} more like this: {kind}.</source><translation>{count:,} weitere dieser Art: {kind}.</translation></message>
<message><source>{count:,} more were skipped for this reason: {why}</source><translation>{count:,} weitere wurden aus diesem Grund übersprungen: {why}</translation></message>
<message><source>{counts} ({known} here already)</source><translation>{counts} ({known} schon hier)</translation></message>
<message><source>{counts} in {decks}</source><translation>{counts} in {decks}</translation></message>
<message><source>{counts}; kept until {day}</source><translation>{counts}; aufbewahrt bis {day}</translation></message>
<message><source>{count}</source><translation>{count}</translation></message>
<message numerus="yes"><source>{count} &amp;minutes</source><extracomment>For one: {count} &amp;minute</extracomment><translation><numerusform>{count} &amp;Minute</numerusform><numerusform>{count} &amp;Minuten</numerusform></translation></message>
<message numerus="yes"><source>{count} Markdown files are there.</source><extracomment>For one: {count} Markdown file is there.</extracomment><translation><numerusform>{count} Markdown-Datei ist dort.</numerusform><numerusform>{count} Markdown-Dateien sind dort.</numerusform></translation></message>
<message numerus="yes"><source>{count} NUL characters were taken out; the file may be damaged or not a text file.</source><extracomment>For one: One NUL character was taken out; the file may be damaged or not a text file.</extracomment><translation><numerusform>Ein NUL-Zeichen wurde entfernt; vielleicht ist die Datei beschädigt oder keine Textdatei.</numerusform><numerusform>{count} NUL-Zeichen wurden entfernt; vielleicht ist die Datei beschädigt oder keine Textdatei.</numerusform></translation></message>
<message><source>{count} a day</source><translation>{count} am Tag</translation></message>
<message><source>{count} added</source><translation>{count} hinzugefügt</translation></message>
<message numerus="yes"><source>{count} answered</source><extracomment>For one: {count} answered</extracomment><translation><numerusform>{count} beantwortet</numerusform><numerusform>{count} beantwortet</numerusform></translation></message>
<message numerus="yes"><source>{count} answers</source><extracomment>For one: {count} answer</extracomment><translation><numerusform>{count} Antwort</numerusform><numerusform>{count} Antworten</numerusform></translation></message>
<message numerus="yes"><source>{count} answers in {time}</source><extracomment>For one: {count} answer in {time}</extracomment><translation><numerusform>{count} Antwort in {time}</numerusform><numerusform>{count} Antworten in {time}</numerusform></translation></message>
<message numerus="yes"><source>{count} are missing in the backups too.</source><extracomment>For one: {count} is missing in the backups too.</extracomment><translation><numerusform>{count} fehlt auch in den Sicherungen.</numerusform><numerusform>{count} fehlen auch in den Sicherungen.</numerusform></translation></message>
<message numerus="yes"><source>{count} articles</source><extracomment>For one: {count} article</extracomment><translation><numerusform>{count} Artikel</numerusform><numerusform>{count} Artikel</numerusform></translation></message>
<message numerus="yes"><source>{count} articles, with their highlights and their links to cards</source><extracomment>For one: {count} article, with its highlights and its links to cards</extracomment><translation><numerusform>{count} Artikel mit seinen Markierungen und Verknüpfungen zu Karten</numerusform><numerusform>{count} Artikel mit ihren Markierungen und Verknüpfungen zu Karten</numerusform></translation></message>
<message numerus="yes"><source>{count} backups</source><extracomment>For one: {count} backup</extracomment><translation><numerusform>{count} Sicherung</numerusform><numerusform>{count} Sicherungen</numerusform></translation></message>
<message numerus="yes"><source>{count} cards</source><extracomment>For one: {count} card</extracomment><translation><numerusform>{count} Karte</numerusform><numerusform>{count} Karten</numerusform></translation></message>
<message numerus="yes"><source>{count} cards added to {deck}</source><extracomment>For one: {count} card added to {deck}</extracomment><translation><numerusform>{count} Karte zu {deck} hinzugefügt</numerusform><numerusform>{count} Karten zu {deck} hinzugefügt</numerusform></translation></message>
<message numerus="yes"><source>{count} cards are</source><extracomment>For one: {count} card is</extracomment><translation><numerusform>{count} Karte ist</numerusform><numerusform>{count} Karten sind</numerusform></translation></message>
<message numerus="yes"><source>{count} cards are due</source><extracomment>For one: 1 card is due</extracomment><translation><numerusform>1 Karte ist fällig</numerusform><numerusform>{count} Karten sind fällig</numerusform></translation></message>
<message numerus="yes"><source>{count} cards are due on these days</source><extracomment>For one: {count} card is due on these days</extracomment><translation><numerusform>{count} Karte ist an diesen Tagen fällig</numerusform><numerusform>{count} Karten sind an diesen Tagen fällig</numerusform></translation></message>
<message numerus="yes"><source>{count} cards are left for tomorrow.</source><extracomment>For one: {count} card is left for tomorrow.</extracomment><translation><numerusform>{count} Karte bleibt für morgen.</numerusform><numerusform>{count} Karten bleiben für morgen.</numerusform></translation></message>
<message numerus="yes"><source>{count} cards are not active in Mnemosyne and come suspended.</source><extracomment>For one: {count} card is not active in Mnemosyne and comes suspended.</extracomment><translation><numerusform>{count} Karte ist in Mnemosyne nicht aktiv und kommt ausgesetzt.</numerusform><numerusform>{count} Karten sind in Mnemosyne nicht aktiv und kommen ausgesetzt.</numerusform></translation></message>
<message numerus="yes"><source>{count} cards are not new</source><extracomment>For one: 1 card is not new</extracomment><translation><numerusform>1 Karte ist nicht neu</numerusform><numerusform>{count} Karten sind nicht neu</numerusform></translation></message>
<message numerus="yes"><source>{count} cards are of another note type: see Empty cards in the Go menu.</source><extracomment>For one: {count} card is of another note type: see Empty cards in the Go menu.</extracomment><translation><numerusform>{count} Karte gehört zu einem anderen Notiztyp: siehe „Leere Karten“ im Menü „Gehe zu“.</numerusform><numerusform>{count} Karten gehören zu einem anderen Notiztyp: siehe „Leere Karten“ im Menü „Gehe zu“.</numerusform></translation></message>
<message numerus="yes"><source>{count} cards are to check, for the article has other words now:</source><extracomment>For one: {count} card is to check, for the article has other words now:</extracomment><translation><numerusform>{count} Karte ist zu prüfen, denn der Artikel sagt es jetzt anders:</numerusform><numerusform>{count} Karten sind zu prüfen, denn der Artikel sagt es jetzt anders:</numerusform></translation></message>
<message numerus="yes"><source>{count} cards can be answered now</source><extracomment>For one: {count} card can be answered now</extracomment><translation><numerusform>{count} Karte kann jetzt beantwortet werden</numerusform><numerusform>{count} Karten können jetzt beantwortet werden</numerusform></translation></message>
<message numerus="yes"><source>{count} cards chosen</source><extracomment>For one: {count} card chosen</extracomment><translation><numerusform>{count} Karte gewählt</numerusform><numerusform>{count} Karten gewählt</numerusform></translation></message>
<message numerus="yes"><source>{count} cards could be made. “{command}” adds the {likely}, “--accept 0” all of them.</source><extracomment>For one: {count} card could be made. “{command}” adds the {likely}, “--accept 0” all of them.</extracomment><translation><numerusform>{count} Karte wäre möglich. „{command}“ fügt die {likely} hinzu, „--accept 0“ alle.</numerusform><numerusform>{count} Karten wären möglich. „{command}“ fügt die {likely} hinzu, „--accept 0“ alle.</numerusform></translation></message>
<message numerus="yes"><source>{count} cards disagree with their reviews.</source><extracomment>For one: {count} card disagrees with its reviews.</extracomment><translation><numerusform>{count} Karte weicht von ihren Wiederholungen ab.</numerusform><numerusform>{count} Karten weichen von ihren Wiederholungen ab.</numerusform></translation></message>
<message numerus="yes"><source>{count} cards fall due as without it</source><extracomment>For one: {count} card falls due as without it</extracomment><translation><numerusform>{count} Karte wird fällig wie ohne Plan</numerusform><numerusform>{count} Karten werden fällig wie ohne Plan</numerusform></translation></message>
<message numerus="yes"><source>{count} cards fewer are remembered</source><extracomment>For one: {count} card fewer is remembered</extracomment><translation><numerusform>wird {count} Karte weniger behalten</numerusform><numerusform>werden {count} Karten weniger behalten</numerusform></translation></message>
<message numerus="yes"><source>{count} cards found</source><extracomment>For one: {count} card found</extracomment><translation><numerusform>{count} Karte gefunden</numerusform><numerusform>{count} Karten gefunden</numerusform></translation></message>
<message numerus="yes"><source>{count} cards found.</source><extracomment>For one: {count} card found.</extracomment><translation><numerusform>{count} Karte gefunden.</numerusform><numerusform>{count} Karten gefunden.</numerusform></translation></message>
<message numerus="yes"><source>{count} cards have a wrong count of answers.</source><extracomment>For one: {count} card has a wrong count of answers.</extracomment><translation><numerusform>{count} Karte hat eine falsche Antwortzahl.</numerusform><numerusform>{count} Karten haben eine falsche Antwortzahl.</numerusform></translation></message>
<message numerus="yes"><source>{count} cards in filtered decks go back to their own decks.</source><extracomment>For one: {count} card in a filtered deck goes back to its own deck.</extracomment><translation><numerusform>{count} Karte in einem Auswahlstapel kehrt in ihren eigenen Stapel zurück.</numerusform><numerusform>{count} Karten in Auswahlstapeln kehren in ihre eigenen Stapel zurück.</numerusform></translation></message>
<message numerus="yes"><source>{count} cards left for today.</source><extracomment>For one: {count} card left for today.</extracomment><translation><numerusform>Noch {count} Karte für heute.</numerusform><numerusform>Noch {count} Karten für heute.</numerusform></translation></message>
<message numerus="yes"><source>{count} cards left out</source><extracomment>For one: {count} card left out</extracomment><translation><numerusform>{count} Karte ausgelassen</numerusform><numerusform>{count} Karten ausgelassen</numerusform></translation></message>
<message numerus="yes"><source>{count} cards left today.</source><extracomment>For one: {count} card left today.</extracomment><translation><numerusform>Heute noch {count} Karte.</numerusform><numerusform>Heute noch {count} Karten.</numerusform></translation></message>
<message numerus="yes"><source>{count} cards left.</source><extracomment>For one: {count} card left.</extracomment><translation><numerusform>Noch {count} Karte.</numerusform><numerusform>Noch {count} Karten.</numerusform></translation></message>
<message numerus="yes"><source>{count} cards made</source><extracomment>For one: {count} card made</extracomment><translation><numerusform>{count} Karte erstellt</numerusform><numerusform>{count} Karten erstellt</numerusform></translation></message>
<message><source>{count} cards of {note} were left out.</source><translation>{count} Karten von {note} wurden ausgelassen.</translation></message>
<message><source>{count} cards remembered</source><translation>{count} Karten behalten</translation></message>
<message numerus="yes"><source>{count} cards selected</source><extracomment>For one: 1 card selected</extracomment><translation><numerusform>1 Karte ausgewählt</numerusform><numerusform>{count} Karten ausgewählt</numerusform></translation></message>
<message numerus="yes"><source>{count} cards to study</source><extracomment>For one: {count} card to study</extracomment><translation><numerusform>{count} Karte zu lernen</numerusform><numerusform>{count} Karten zu lernen</numerusform></translation></message>
<message numerus="yes"><source>{count} cards were answered</source><extracomment>For one: {count} card was answered</extracomment><translation><numerusform>{count} Karte wurde beantwortet</numerusform><numerusform>{count} Karten wurden beantwortet</numerusform></translation></message>
<message numerus="yes"><source>{count} cards without their facts were left out.</source><extracomment>For one: {count} card without its fact was left out.</extracomment><translation><numerusform>{count} Karte ohne ihren Fakt wurde ausgelassen.</numerusform><numerusform>{count} Karten ohne ihre Fakten wurden ausgelassen.</numerusform></translation></message>
<message numerus="yes"><source>{count} cards written to {file}.</source><extracomment>For one: {count} card written to {file}.</extracomment><translation><numerusform>{count} Karte in {file} geschrieben.</numerusform><numerusform>{count} Karten in {file} geschrieben.</numerusform></translation></message>
<message><source>{count} changes differed</source><translation>{count} Änderungen verschieden</translation></message>
<message numerus="yes"><source>{count} changes wait</source><extracomment>For one: {count} change waits</extracomment><translation><numerusform>{count} Änderung wartet</numerusform><numerusform>{count} Änderungen warten</numerusform></translation></message>
<message numerus="yes"><source>{count} changes wait to be synced.</source><extracomment>For one: {count} change waits to be synced.</extracomment><translation><numerusform>{count} Änderung wartet auf den Abgleich.</numerusform><numerusform>{count} Änderungen warten auf den Abgleich.</numerusform></translation></message>
<message numerus="yes"><source>{count} changes were made on two computers at once: see “flashcards sync --conflicts”.</source><extracomment>For one: {count} change was made on two computers at once: see “flashcards sync --conflicts”.</extracomment><translation><numerusform>{count} Änderung geschah auf zwei Computern zugleich: siehe „flashcards sync --conflicts“.</numerusform><numerusform>{count} Änderungen geschahen auf zwei Computern zugleich: siehe „flashcards sync --conflicts“.</numerusform></translation></message>
<message numerus="yes"><source>{count} characters could not be read and show as �.</source><extracomment>For one: {count} character could not be read and shows as �.</extracomment><translation><numerusform>{count} Zeichen war nicht lesbar und erscheint als �.</numerusform><numerusform>{count} Zeichen waren nicht lesbar und erscheinen als �.</numerusform></translation></message>
<message numerus="yes"><source>{count} characters without width (such as invisible spaces or byte order marks) kept; make sure they belong there.</source><extracomment>For one: One character without width (such as an invisible space or a byte order mark) kept; make sure it belongs there.</extracomment><translation><numerusform>Ein Zeichen ohne Breite (etwa ein unsichtbares Leerzeichen oder eine Byte-Reihenfolge-Marke) behalten; prüfen, ob es dorthin gehört.</numerusform><numerusform>{count} Zeichen ohne Breite (etwa unsichtbare Leerzeichen oder Byte-Reihenfolge-Marken) behalten; prüfen, ob sie dorthin gehören.</numerusform></translation></message>
<message numerus="yes"><source>{count} choices remembered</source><extracomment>For one: {count} choice remembered</extracomment><translation><numerusform>{count} Entscheidung gemerkt</numerusform><numerusform>{count} Entscheidungen gemerkt</numerusform></translation></message>
<message numerus="yes"><source>{count} control characters (such as escape codes) kept; make sure they belong there.</source><extracomment>For one: One control character (such as an escape code) kept; make sure it belongs there.</extracomment><translation><numerusform>Ein Steuerzeichen (etwa ein Escape-Code) behalten; prüfen, ob es dorthin gehört.</numerusform><numerusform>{count} Steuerzeichen (etwa Escape-Codes) behalten; prüfen, ob sie dorthin gehören.</numerusform></translation></message>
<message numerus="yes"><source>{count} control characters, which no screen shows, are taken out, as in Anki.</source><extracomment>For one: One control character, which no screen shows, is taken out, as in Anki.</extracomment><translation><numerusform>Ein Steuerzeichen, das kein Bildschirm zeigt, wird entfernt, wie in Anki.</numerusform><numerusform>{count} Steuerzeichen, die kein Bildschirm zeigt, werden entfernt, wie in Anki.</numerusform></translation></message>
<message numerus="yes"><source>{count} could not be used</source><extracomment>For one: {count} could not be used</extracomment><translation><numerusform>{count} war nicht verwendbar</numerusform><numerusform>{count} waren nicht verwendbar</numerusform></translation></message>
<message numerus="yes"><source>{count} daily totals disagree with the reviews.</source><extracomment>For one: {count} daily total disagrees with the reviews.</extracomment><translation><numerusform>{count} Tagessumme weicht von den Wiederholungen ab.</numerusform><numerusform>{count} Tagessummen weichen von den Wiederholungen ab.</numerusform></translation></message>
<message numerus="yes"><source>{count} days</source><extracomment>For one: {count} day</extracomment><translation><numerusform>{count} Tag</numerusform><numerusform>{count} Tage</numerusform></translation></message>
<message numerus="yes"><source>{count} days ago</source><extracomment>For one: {count} day ago</extracomment><translation><numerusform>vor {count} Tag</numerusform><numerusform>vor {count} Tagen</numerusform></translation></message>
<message numerus="yes"><source>{count} days ahead</source><extracomment>For one: {count} day ahead</extracomment><translation><numerusform>in {count} Tag</numerusform><numerusform>in {count} Tagen</numerusform></translation></message>
<message numerus="yes"><source>{count} days are left of its interval ({interval} × {factor}, at least {least})</source><extracomment>For one: {count} day is left of its interval ({interval} × {factor}, at least {least})</extracomment><translation><numerusform>von ihrem Abstand bleibt {count} Tag ({interval} × {factor}, mindestens {least})</numerusform><numerusform>von ihrem Abstand bleiben {count} Tage ({interval} × {factor}, mindestens {least})</numerusform></translation></message>
<message numerus="yes"><source>{count} days; longest {longest}</source><extracomment>For one: {count} day; longest {longest}</extracomment><translation><numerusform>{count} Tag; längste {longest}</numerusform><numerusform>{count} Tage; längste {longest}</numerusform></translation></message>
<message numerus="yes"><source>{count} decks</source><extracomment>For one: 1 deck</extracomment><translation><numerusform>1 Stapel</numerusform><numerusform>{count} Stapel</numerusform></translation></message>
<message numerus="yes"><source>{count} decks without cards</source><extracomment>For one: {count} deck without cards</extracomment><translation><numerusform>{count} Stapel ohne Karten</numerusform><numerusform>{count} Stapel ohne Karten</numerusform></translation></message>
<message><source>{count} deleted</source><translation>{count} gelöscht</translation></message>
<message numerus="yes"><source>{count} deletions</source><extracomment>For one: {count} deletion</extracomment><translation><numerusform>{count} Löschung</numerusform><numerusform>{count} Löschungen</numerusform></translation></message>
<message numerus="yes"><source>{count} deletions in the bin cannot be restored.</source><extracomment>For one: {count} deletion in the bin cannot be restored.</extracomment><translation><numerusform>{count} Löschung im Papierkorb lässt sich nicht wiederherstellen.</numerusform><numerusform>{count} Löschungen im Papierkorb lassen sich nicht wiederherstellen.</numerusform></translation></message>
<message><source>{count} due</source><translation>{count} fällig</translation></message>
<message numerus="yes"><source>{count} earlier versions of fields</source><extracomment>For one: {count} earlier version of a field</extracomment><translation><numerusform>{count} frühere Fassung eines Feldes</numerusform><numerusform>{count} frühere Fassungen von Feldern</numerusform></translation></message>
<message numerus="yes"><source>{count} empty cards</source><extracomment>For one: {count} empty card</extracomment><translation><numerusform>{count} leere Karte</numerusform><numerusform>{count} leere Karten</numerusform></translation></message>
<message numerus="yes"><source>{count} empty cards and notes.</source><extracomment>For one: {count} empty card or note.</extracomment><translation><numerusform>{count} leere Karte oder Notiz.</numerusform><numerusform>{count} leere Karten und Notizen.</numerusform></translation></message>
<message numerus="yes"><source>{count} entries are not practised there and come suspended.</source><extracomment>For one: {count} entry is not practised there and comes suspended.</extracomment><translation><numerusform>{count} Eintrag wird dort nicht geübt und kommt ausgesetzt.</numerusform><numerusform>{count} Einträge werden dort nicht geübt und kommen ausgesetzt.</numerusform></translation></message>
<message numerus="yes"><source>{count} entries in the log</source><extracomment>For one: {count} entry in the log</extracomment><translation><numerusform>{count} Eintrag im Protokoll</numerusform><numerusform>{count} Einträge im Protokoll</numerusform></translation></message>
<message numerus="yes"><source>{count} extra reviews</source><extracomment>For one: {count} extra review</extracomment><translation><numerusform>{count} Zusatzwiederholung</numerusform><numerusform>{count} Zusatzwiederholungen</numerusform></translation></message>
<message numerus="yes"><source>{count} fields differed</source><extracomment>For one: {count} field differed</extracomment><translation><numerusform>{count} Feld verschieden</numerusform><numerusform>{count} Felder verschieden</numerusform></translation></message>
<message numerus="yes"><source>{count} fields were changed on two computers: see their notes’ history</source><extracomment>For one: {count} field was changed on two computers: see its note’s history</extracomment><translation><numerusform>{count} Feld wurde auf zwei Computern geändert: siehe Verlauf seiner Notiz</numerusform><numerusform>{count} Felder wurden auf zwei Computern geändert: siehe Verlauf ihrer Notizen</numerusform></translation></message>
<message numerus="yes"><source>{count} files</source><extracomment>For one: {count} file</extracomment><translation><numerusform>{count} Datei</numerusform><numerusform>{count} Dateien</numerusform></translation></message>
<message numerus="yes"><source>{count} files are no pictures, sounds, videos or fonts and are left out.</source><extracomment>For one: {count} file is no picture, sound, video or font and is left out.</extracomment><translation><numerusform>{count} Datei ist weder Bild noch Ton, Video oder Schrift und wird ausgelassen.</numerusform><numerusform>{count} Dateien sind weder Bilder noch Töne, Videos oder Schriften und werden ausgelassen.</numerusform></translation></message>
<message numerus="yes"><source>{count} files are still to come</source><extracomment>For one: {count} file is still to come</extracomment><translation><numerusform>{count} Datei kommt noch</numerusform><numerusform>{count} Dateien kommen noch</numerusform></translation></message>
<message numerus="yes"><source>{count} files are still to come, or wait for one that is; they are read later.</source><extracomment>For one: {count} file is still to come, or waits for one that is; it is read later.</extracomment><translation><numerusform>{count} Datei kommt noch oder wartet auf eine, die noch kommt; sie wird später gelesen.</numerusform><numerusform>{count} Dateien kommen noch oder warten auf eine, die noch kommt; sie werden später gelesen.</numerusform></translation></message>
<message><source>{count} files are too many to open at once; up to {most} can be.</source><translation>{count} Dateien sind zu viele auf einmal; bis zu {most} lassen sich öffnen.</translation></message>
<message numerus="yes"><source>{count} files in it are in no list and were left out.</source><extracomment>For one: One file in it is in no list and was left out.</extracomment><translation><numerusform>Eine darin enthaltene Datei steht in keiner Liste und wurde ausgelassen.</numerusform><numerusform>{count} darin enthaltene Dateien stehen in keiner Liste und wurden ausgelassen.</numerusform></translation></message>
<message numerus="yes"><source>{count} files of the sync folder are not on this computer: let your folder service keep the folder here.</source><extracomment>For one: {count} file of the sync folder is not on this computer: let your folder service keep the folder here.</extracomment><translation><numerusform>{count} Datei des Abgleichordners ist nicht auf diesem Computer: Der Ordnerdienst muss den Ordner hier behalten.</numerusform><numerusform>{count} Dateien des Abgleichordners sind nicht auf diesem Computer: Der Ordnerdienst muss den Ordner hier behalten.</numerusform></translation></message>
<message numerus="yes"><source>{count} files wait to be opened: {names}</source><extracomment>For one: {names} waits to be opened</extracomment><translation><numerusform>{names} wartet darauf, geöffnet zu werden</numerusform><numerusform>{count} Dateien warten darauf, geöffnet zu werden: {names}</numerusform></translation></message>
<message numerus="yes"><source>{count} groups</source><extracomment>For one: {count} group</extracomment><translation><numerusform>{count} Gruppe</numerusform><numerusform>{count} Gruppen</numerusform></translation></message>
<message numerus="yes"><source>{count} here already</source><extracomment>For one: {count} here already</extracomment><translation><numerusform>{count} schon vorhanden</numerusform><numerusform>{count} schon vorhanden</numerusform></translation></message>
<message numerus="yes"><source>{count} hidden characters (text direction or invisible tags) kept; make sure they belong there.</source><extracomment>For one: One hidden character (text direction or invisible tags) kept; make sure it belongs there.</extracomment><translation><numerusform>Ein verborgenes Zeichen (Textrichtung oder unsichtbare Tags) behalten; prüfen, ob es dorthin gehört.</numerusform><numerusform>{count} verborgene Zeichen (Textrichtung oder unsichtbare Tags) behalten; prüfen, ob sie dorthin gehören.</numerusform></translation></message>
<message numerus="yes"><source>{count} highlights</source><extracomment>For one: {count} highlight</extracomment><translation><numerusform>{count} Markierung</numerusform><numerusform>{count} Markierungen</numerusform></translation></message>
<message numerus="yes"><source>{count} highlights disagree with their articles.</source><extracomment>For one: {count} highlight disagrees with its article.</extracomment><translation><numerusform>{count} Markierung weicht von ihrem Artikel ab.</numerusform><numerusform>{count} Markierungen weichen von ihren Artikeln ab.</numerusform></translation></message>
<message numerus="yes"><source>{count} hours</source><extracomment>For one: {count} hour</extracomment><translation><numerusform>{count} Stunde</numerusform><numerusform>{count} Stunden</numerusform></translation></message>
<message numerus="yes"><source>{count} hours ago</source><extracomment>For one: {count} hour ago</extracomment><translation><numerusform>vor {count} Stunde</numerusform><numerusform>vor {count} Stunden</numerusform></translation></message>
<message numerus="yes"><source>{count} kB</source><extracomment>For one: {count} kB</extracomment><translation><numerusform>{count} kB</numerusform><numerusform>{count} kB</numerusform></translation></message>
<message numerus="yes"><source>{count} lapses</source><extracomment>For one: {count} lapse</extracomment><translation><numerusform>{count}-mal vergessen</numerusform><numerusform>{count}-mal vergessen</numerusform></translation></message>
<message><source>{count} learning</source><translation>{count} in Lernphase</translation></message>
<message numerus="yes"><source>{count} left out</source><extracomment>For one: {count} left out</extracomment><translation><numerusform>{count} ausgelassen</numerusform><numerusform>{count} ausgelassen</numerusform></translation></message>
<message numerus="yes"><source>{count} likely ones</source><extracomment>For one: {count} likely one</extracomment><translation><numerusform>{count} wahrscheinliche</numerusform><numerusform>{count} wahrscheinlichen</numerusform></translation></message>
<message numerus="yes"><source>{count} lines, this one first, hold HTML such as {example}; cards neither run nor load anything.</source><extracomment>For one: This line holds HTML such as {example}; cards neither run nor load anything.</extracomment><translation><numerusform>Diese Zeile enthält HTML wie {example}; Karten führen nichts aus und laden nichts.</numerusform><numerusform>{count} Zeilen, diese zuerst, enthalten HTML wie {example}; Karten führen nichts aus und laden nichts.</numerusform></translation></message>
<message numerus="yes"><source>{count} lines, this one first, hold LaTeX such as {example}; it is shown as it is written.</source><extracomment>For one: This line holds LaTeX such as {example}; it is shown as it is written.</extracomment><translation><numerusform>Diese Zeile enthält LaTeX wie {example}; es wird so gezeigt, wie es geschrieben ist.</numerusform><numerusform>{count} Zeilen, diese zuerst, enthalten LaTeX wie {example}; es wird so gezeigt, wie es geschrieben ist.</numerusform></translation></message>
<message numerus="yes"><source>{count} masks selected</source><extracomment>For one: {count} mask selected</extracomment><translation><numerusform>{count} Maske ausgewählt</numerusform><numerusform>{count} Masken ausgewählt</numerusform></translation></message>
<message numerus="yes"><source>{count} media files</source><extracomment>For one: {count} media file</extracomment><translation><numerusform>{count} Mediendatei</numerusform><numerusform>{count} Mediendateien</numerusform></translation></message>
<message numerus="yes"><source>{count} media files are missing: Go &gt; Media says which, and restores them from backups.</source><extracomment>For one: {count} media file is missing: Go &gt; Media says which, and restores it from a backup.</extracomment><translation><numerusform>{count} Mediendatei fehlt: „Gehe zu &gt; Medien“ sagt, welche, und stellt sie aus einer Sicherung wieder her.</numerusform><numerusform>{count} Mediendateien fehlen: „Gehe zu &gt; Medien“ sagt, welche, und stellt sie aus Sicherungen wieder her.</numerusform></translation></message>
<message numerus="yes"><source>{count} media files are not in the file and not here: export with media (.cards.zip) to take them along.</source><extracomment>For one: {count} media file is not in the file and not here: export with media (.cards.zip) to take it along.</extracomment><translation><numerusform>{count} Mediendatei ist weder in der Datei noch hier: zum Mitnehmen mit Medien (.cards.zip) exportieren.</numerusform><numerusform>{count} Mediendateien sind weder in der Datei noch hier: zum Mitnehmen mit Medien (.cards.zip) exportieren.</numerusform></translation></message>
<message numerus="yes"><source>{count} media files came back from the backups</source><extracomment>For one: {count} media file came back from the backups</extracomment><translation><numerusform>{count} Mediendatei kam aus den Sicherungen zurück</numerusform><numerusform>{count} Mediendateien kamen aus den Sicherungen zurück</numerusform></translation></message>
<message numerus="yes"><source>{count} media files came back.</source><extracomment>For one: {count} media file came back.</extracomment><translation><numerusform>{count} Mediendatei ist wieder da.</numerusform><numerusform>{count} Mediendateien sind wieder da.</numerusform></translation></message>
<message numerus="yes"><source>{count} media files come back.</source><extracomment>For one: {count} media file comes back.</extracomment><translation><numerusform>{count} Mediendatei kommt zurück.</numerusform><numerusform>{count} Mediendateien kommen zurück.</numerusform></translation></message>
<message numerus="yes"><source>{count} media files could not be found in the backups.</source><extracomment>For one: {count} media file could not be found in the backups.</extracomment><translation><numerusform>{count} Mediendatei war in den Sicherungen nicht zu finden.</numerusform><numerusform>{count} Mediendateien waren in den Sicherungen nicht zu finden.</numerusform></translation></message>
<message numerus="yes"><source>{count} media files were edited outside this program, so backups do not hold them as they are now. Put the edited files into their notes again to have them backed up.</source><extracomment>For one: {count} media file was edited outside this program, so backups do not hold it as it is now. Put the edited file into its note again to have it backed up.</extracomment><translation><numerusform>{count} Mediendatei wurde außerhalb dieses Programms bearbeitet, daher enthalten Sicherungen sie nicht in der jetzigen Form. Die bearbeitete Datei wieder in ihre Notiz einfügen, damit sie gesichert wird.</numerusform><numerusform>{count} Mediendateien wurden außerhalb dieses Programms bearbeitet, daher enthalten Sicherungen sie nicht in der jetzigen Form. Die bearbeiteten Dateien wieder in ihre Notizen einfügen, damit sie gesichert werden.</numerusform></translation></message>
<message numerus="yes"><source>{count} media files were edited since: “flashcards media” lists the edited ones as unused.</source><extracomment>For one: {count} media file was edited since: “flashcards media” lists the edited ones as unused.</extracomment><translation><numerusform>{count} Mediendatei wurde seitdem bearbeitet: „flashcards media“ führt die bearbeitete als unbenutzt.</numerusform><numerusform>{count} Mediendateien wurden seitdem bearbeitet: „flashcards media“ führt die bearbeiteten als unbenutzt.</numerusform></translation></message>
<message numerus="yes"><source>{count} minutes</source><extracomment>For one: {count} minute</extracomment><translation><numerusform>{count} Minute</numerusform><numerusform>{count} Minuten</numerusform></translation></message>
<message numerus="yes"><source>{count} minutes ago</source><extracomment>For one: {count} minute ago</extracomment><translation><numerusform>vor {count} Minute</numerusform><numerusform>vor {count} Minuten</numerusform></translation></message>
<message numerus="yes"><source>{count} more</source><extracomment>For one: {count} more</extracomment><translation><numerusform>{count} weiterer</numerusform><numerusform>{count} weitere</numerusform></translation></message>
<message numerus="yes"><source>{count} more &amp;minutes</source><extracomment>For one: {count} more &amp;minute</extracomment><translation><numerusform>Noch {count} &amp;Minute</numerusform><numerusform>Noch {count} &amp;Minuten</numerusform></translation></message>
<message numerus="yes"><source>{count} more &amp;new cards</source><extracomment>For one: {count} more &amp;new card</extracomment><translation><numerusform>{count} weitere &amp;neue Karte</numerusform><numerusform>{count} weitere &amp;neue Karten</numerusform></translation></message>
<message numerus="yes"><source>{count} more cards are remembered</source><extracomment>For one: {count} more card is remembered</extracomment><translation><numerusform>wird {count} Karte mehr behalten</numerusform><numerusform>werden {count} Karten mehr behalten</numerusform></translation></message>
<message numerus="yes"><source>{count} more cards are weak.</source><extracomment>For one: {count} more card is weak.</extracomment><translation><numerusform>{count} weitere Karte ist schwach.</numerusform><numerusform>{count} weitere Karten sind schwach.</numerusform></translation></message>
<message numerus="yes"><source>{count} more days</source><extracomment>For one: {count} more day</extracomment><translation><numerusform>noch {count} Tag</numerusform><numerusform>noch {count} Tage</numerusform></translation></message>
<message numerus="yes"><source>{count} more decks</source><extracomment>For one: {count} more deck</extracomment><translation><numerusform>{count} weiterer Stapel</numerusform><numerusform>{count} weitere Stapel</numerusform></translation></message>
<message numerus="yes"><source>{count} more files</source><extracomment>For one: {count} more file</extracomment><translation><numerusform>{count} weitere Datei</numerusform><numerusform>{count} weitere Dateien</numerusform></translation></message>
<message numerus="yes"><source>{count} more new cards for today</source><extracomment>For one: {count} more new card for today</extracomment><translation><numerusform>{count} weitere neue Karte für heute</numerusform><numerusform>{count} weitere neue Karten für heute</numerusform></translation></message>
<message numerus="yes"><source>{count} more notes</source><extracomment>For one: {count} more note</extracomment><translation><numerusform>{count} weitere Notiz</numerusform><numerusform>{count} weitere Notizen</numerusform></translation></message>
<message numerus="yes"><source>{count} move earlier</source><extracomment>For one: {count} moves earlier</extracomment><translation><numerusform>{count} wird vorgezogen</numerusform><numerusform>{count} werden vorgezogen</numerusform></translation></message>
<message numerus="yes"><source>{count} move later</source><extracomment>For one: {count} moves later</extracomment><translation><numerusform>{count} wird verschoben</numerusform><numerusform>{count} werden verschoben</numerusform></translation></message>
<message numerus="yes"><source>{count} names or settings were changed on two computers: see what lost</source><extracomment>For one: {count} name or setting was changed on two computers: see what lost</extracomment><translation><numerusform>Ein Name oder eine Einstellung wurde auf zwei Computern geändert: siehe, was unterlag</numerusform><numerusform>{count} Namen oder Einstellungen wurden auf zwei Computern geändert: siehe, was unterlag</numerusform></translation></message>
<message><source>{count} new</source><translation>{count} neu</translation></message>
<message numerus="yes"><source>{count} new cards are</source><extracomment>For one: {count} new card is</extracomment><translation><numerusform>{count} neue Karte ist</numerusform><numerusform>{count} neue Karten sind</numerusform></translation></message>
<message><source>{count} new cards get the places {first} to {last}, in the order of the table.</source><translation>{count} neue Karten bekommen die Plätze {first} bis {last}, in der Reihenfolge der Tabelle.</translation></message>
<message numerus="yes"><source>{count} new cards have another place</source><extracomment>For one: 1 new card has another place</extracomment><translation><numerusform>1 neue Karte hat einen anderen Platz</numerusform><numerusform>{count} neue Karten haben einen anderen Platz</numerusform></translation></message>
<message numerus="yes"><source>{count} new cards left out</source><extracomment>For one: {count} new card left out</extracomment><translation><numerusform>{count} neue Karte ausgelassen</numerusform><numerusform>{count} neue Karten ausgelassen</numerusform></translation></message>
<message numerus="yes"><source>{count} new cards taken</source><extracomment>For one: {count} new card taken</extracomment><translation><numerusform>{count} neue Karte übernommen</numerusform><numerusform>{count} neue Karten übernommen</numerusform></translation></message>
<message numerus="yes"><source>{count} new notes</source><extracomment>For one: {count} new note</extracomment><translation><numerusform>{count} neue Notiz</numerusform><numerusform>{count} neue Notizen</numerusform></translation></message>
<message numerus="yes"><source>{count} note types</source><extracomment>For one: {count} note type</extracomment><translation><numerusform>{count} Notiztyp</numerusform><numerusform>{count} Notiztypen</numerusform></translation></message>
<message numerus="yes"><source>{count} note types of your own: the table only names them</source><extracomment>For one: {count} note type of your own: the table only names it</extracomment><translation><numerusform>{count} eigener Notiztyp: Die Tabelle nennt ihn nur</numerusform><numerusform>{count} eigene Notiztypen: Die Tabelle nennt sie nur</numerusform></translation></message>
<message numerus="yes"><source>{count} notes</source><extracomment>For one: {count} note</extracomment><translation><numerusform>{count} Notiz</numerusform><numerusform>{count} Notizen</numerusform></translation></message>
<message numerus="yes"><source>{count} notes added</source><extracomment>For one: {count} note added</extracomment><translation><numerusform>{count} Notiz hinzugefügt</numerusform><numerusform>{count} Notizen hinzugefügt</numerusform></translation></message>
<message numerus="yes"><source>{count} notes are of the type “{name}”.</source><extracomment>For one: {count} note is of the type “{name}”.</extracomment><translation><numerusform>{count} Notiz hat den Typ „{name}“.</numerusform><numerusform>{count} Notizen haben den Typ „{name}“.</numerusform></translation></message>
<message numerus="yes"><source>{count} notes cannot be used and are left out; see below.</source><extracomment>For one: {count} note cannot be used and is left out; see below.</extracomment><translation><numerusform>{count} Notiz ist nicht verwendbar und wird ausgelassen; siehe unten.</numerusform><numerusform>{count} Notizen sind nicht verwendbar und werden ausgelassen; siehe unten.</numerusform></translation></message>
<message numerus="yes"><source>{count} notes come from words that have changed in their articles.</source><extracomment>For one: {count} note comes from words that have changed in its article.</extracomment><translation><numerusform>{count} Notiz stammt von Wörtern, die sich in ihrem Artikel geändert haben.</numerusform><numerusform>{count} Notizen stammen von Wörtern, die sich in ihren Artikeln geändert haben.</numerusform></translation></message>
<message numerus="yes"><source>{count} notes could be lists or multiple choice</source><extracomment>For one: {count} note could be a list or multiple choice</extracomment><translation><numerusform>{count} Notiz könnte Liste oder Multiple Choice sein</numerusform><numerusform>{count} Notizen könnten Listen oder Multiple Choice sein</numerusform></translation></message>
<message numerus="yes"><source>{count} notes given an id</source><extracomment>For one: {count} note given an id</extracomment><translation><numerusform>{count} Notiz mit ID versehen</numerusform><numerusform>{count} Notizen mit ID versehen</numerusform></translation></message>
<message numerus="yes"><source>{count} notes have a wrong key for finding duplicates.</source><extracomment>For one: {count} note has a wrong key for finding duplicates.</extracomment><translation><numerusform>{count} Notiz hat einen falschen Schlüssel für die Suche nach Dubletten.</numerusform><numerusform>{count} Notizen haben einen falschen Schlüssel für die Suche nach Dubletten.</numerusform></translation></message>
<message numerus="yes"><source>{count} notes have ids of notes in {file}, so they were left alone. If this file is a copy, delete it; otherwise give them other ids.</source><extracomment>For one: This note has the id of one in {file}, so it was left alone. Give one of them another id.</extracomment><translation><numerusform>Diese Notiz hat die ID einer Notiz in {file}, daher wurde sie nicht angerührt. Einer von beiden eine andere ID geben.</numerusform><numerusform>{count} Notizen haben IDs von Notizen in {file}, daher wurden sie nicht angerührt. Ist diese Datei eine Kopie, sie löschen; sonst andere IDs vergeben.</numerusform></translation></message>
<message numerus="yes"><source>{count} notes have no card: see Empty cards in the Go menu.</source><extracomment>For one: {count} note has no card: see Empty cards in the Go menu.</extracomment><translation><numerusform>{count} Notiz hat keine Karte: siehe „Leere Karten“ im Menü „Gehe zu“.</numerusform><numerusform>{count} Notizen haben keine Karte: siehe „Leere Karten“ im Menü „Gehe zu“.</numerusform></translation></message>
<message numerus="yes"><source>{count} notes have no other card and go to the bin.</source><extracomment>For one: {count} note has no other card and goes to the bin.</extracomment><translation><numerusform>{count} Notiz hat keine andere Karte und kommt in den Papierkorb.</numerusform><numerusform>{count} Notizen haben keine andere Karte und kommen in den Papierkorb.</numerusform></translation></message>
<message numerus="yes"><source>{count} notes looked at</source><extracomment>For one: {count} note looked at</extracomment><translation><numerusform>{count} Notiz geprüft</numerusform><numerusform>{count} Notizen geprüft</numerusform></translation></message>
<message numerus="yes"><source>{count} notes lose text</source><extracomment>For one: {count} note loses text</extracomment><translation><numerusform>{count} Notiz verliert Text</numerusform><numerusform>{count} Notizen verlieren Text</numerusform></translation></message>
<message numerus="yes"><source>{count} notes of other types have this question</source><extracomment>For one: A note of another type has this question</extracomment><translation><numerusform>Eine Notiz eines anderen Typs hat diese Frage</numerusform><numerusform>{count} Notizen anderer Typen haben diese Frage</numerusform></translation></message>
<message numerus="yes"><source>{count} notes of the type “{name}” hold text that their cards do not show. “All fields” shows it.</source><extracomment>For one: {count} note of the type “{name}” holds text that its cards do not show. “All fields” shows it.</extracomment><translation><numerusform>{count} Notiz des Typs „{name}“ enthält Text, den ihre Karten nicht zeigen. „Alle Felder“ zeigt ihn.</numerusform><numerusform>{count} Notizen des Typs „{name}“ enthalten Text, den ihre Karten nicht zeigen. „Alle Felder“ zeigt ihn.</numerusform></translation></message>
<message numerus="yes"><source>{count} notes of {folder} wait for your decision</source><extracomment>For one: {count} note of {folder} waits for your decision</extracomment><translation><numerusform>{count} Notiz aus {folder} wartet auf Ihre Entscheidung</numerusform><numerusform>{count} Notizen aus {folder} warten auf Ihre Entscheidung</numerusform></translation></message>
<message numerus="yes"><source>{count} notes selected</source><extracomment>For one: 1 note selected</extracomment><translation><numerusform>1 Notiz ausgewählt</numerusform><numerusform>{count} Notizen ausgewählt</numerusform></translation></message>
<message numerus="yes"><source>{count} notes stay as they are, since they would make no card or have no answer</source><extracomment>For one: {count} note stays as it is, since it would make no card or have no answer</extracomment><translation><numerusform>{count} Notiz bleibt, wie sie ist, da sie keine Karte ergäbe oder keine Antwort hätte</numerusform><numerusform>{count} Notizen bleiben, wie sie sind, da sie keine Karte ergäben oder keine Antwort hätten</numerusform></translation></message>
<message numerus="yes"><source>{count} notes suspended</source><extracomment>For one: {count} note suspended</extracomment><translation><numerusform>{count} Notiz ausgesetzt</numerusform><numerusform>{count} Notizen ausgesetzt</numerusform></translation></message>
<message numerus="yes"><source>{count} notes to check</source><extracomment>For one: {count} note to check</extracomment><translation><numerusform>{count} Notiz zu prüfen</numerusform><numerusform>{count} Notizen zu prüfen</numerusform></translation></message>
<message numerus="yes"><source>{count} notes to reword</source><extracomment>For one: {count} note to reword</extracomment><translation><numerusform>{count} Notiz umzuformulieren</numerusform><numerusform>{count} Notizen umzuformulieren</numerusform></translation></message>
<message numerus="yes"><source>{count} notes updated</source><extracomment>For one: {count} note updated</extracomment><translation><numerusform>{count} Notiz aktualisiert</numerusform><numerusform>{count} Notizen aktualisiert</numerusform></translation></message>
<message numerus="yes"><source>{count} notes wait for you</source><extracomment>For one: {count} note waits for you</extracomment><translation><numerusform>{count} Notiz wartet auf Sie</numerusform><numerusform>{count} Notizen warten auf Sie</numerusform></translation></message>
<message numerus="yes"><source>{count} notes wait for your decision</source><extracomment>For one: {count} note waits for your decision</extracomment><translation><numerusform>{count} Notiz wartet auf Ihre Entscheidung</numerusform><numerusform>{count} Notizen warten auf Ihre Entscheidung</numerusform></translation></message>
<message numerus="yes"><source>{count} notes with this question exist</source><extracomment>For one: A note with this question already exists</extracomment><translation><numerusform>Es gibt schon eine Notiz mit dieser Frage</numerusform><numerusform>Es gibt {count} Notizen mit dieser Frage</numerusform></translation></message>
<message numerus="yes"><source>{count} notes without a card</source><extracomment>For one: {count} note without a card</extracomment><translation><numerusform>{count} Notiz ohne Karte</numerusform><numerusform>{count} Notizen ohne Karte</numerusform></translation></message>
<message numerus="yes"><source>{count} notes would have no card left</source><extracomment>For one: {count} note would have no card left</extracomment><translation><numerusform>{count} Notiz hätte keine Karte mehr</numerusform><numerusform>{count} Notizen hätten keine Karte mehr</numerusform></translation></message>
<message numerus="yes"><source>{count} notes would have no card left.</source><extracomment>For one: {count} note would have no card left.</extracomment><translation><numerusform>{count} Notiz hätte keine Karte mehr.</numerusform><numerusform>{count} Notizen hätten keine Karte mehr.</numerusform></translation></message>
<message numerus="yes"><source>{count} notes written to {file}.</source><extracomment>For one: {count} note written to {file}.</extracomment><translation><numerusform>{count} Notiz in {file} geschrieben.</numerusform><numerusform>{count} Notizen in {file} geschrieben.</numerusform></translation></message>
<message numerus="yes"><source>{count} notices were put away.</source><extracomment>For one: {count} notice was put away.</extracomment><translation><numerusform>{count} Hinweis wurde abgehakt.</numerusform><numerusform>{count} Hinweise wurden abgehakt.</numerusform></translation></message>
<message><source>{count} of cards deleted since</source><translation>{count} von seither gelöschten Karten</translation></message>
<message numerus="yes"><source>{count} of the cards ask what another note asks already.</source><extracomment>For one: {count} of the cards asks what another note asks already.</extracomment><translation><numerusform>{count} der Karten fragt, was schon eine andere Notiz fragt.</numerusform><numerusform>{count} der Karten fragen, was schon eine andere Notiz fragt.</numerusform></translation></message>
<message numerus="yes"><source>{count} of the files are not there, such as {name}. Check their names.</source><extracomment>For one: There is no file {name}. Check the name.</extracomment><translation><numerusform>Es gibt keine Datei {name}. Den Namen prüfen.</numerusform><numerusform>{count} der Dateien gibt es nicht, etwa {name}. Die Namen prüfen.</numerusform></translation></message>
<message numerus="yes"><source>{count} of them answered</source><extracomment>For one: {count} of them answered</extracomment><translation><numerusform>davon {count} beantwortet</numerusform><numerusform>davon {count} beantwortet</numerusform></translation></message>
<message numerus="yes"><source>{count} of {cards} move.</source><extracomment>For one: {count} of {cards} moves.</extracomment><translation><numerusform>{count} von {cards} verschiebt sich.</numerusform><numerusform>{count} von {cards} verschieben sich.</numerusform></translation></message>
<message><source>{count} of {of} chosen</source><translation>{count} von {of} gewählt</translation></message>
<message numerus="yes"><source>{count} other Markdown files left alone: no decks of this program, links or copies</source><extracomment>For one: {count} other Markdown file left alone: no deck of this program, link or copy</extracomment><translation><numerusform>{count} andere Markdown-Datei nicht angerührt: kein Stapel dieses Programms, Link oder Kopie</numerusform><numerusform>{count} andere Markdown-Dateien nicht angerührt: keine Stapel dieses Programms, Links oder Kopien</numerusform></translation></message>
<message numerus="yes"><source>{count} other types are like this.</source><extracomment>For one: {count} other type is like this.</extracomment><translation><numerusform>{count} weiterer Typ ist so.</numerusform><numerusform>{count} weitere Typen sind so.</numerusform></translation></message>
<message><source>{count} others</source><translation>{count} andere</translation></message>
<message numerus="yes"><source>{count} passages</source><extracomment>For one: {count} passage</extracomment><translation><numerusform>{count} Passage</numerusform><numerusform>{count} Passagen</numerusform></translation></message>
<message numerus="yes"><source>{count} passages are gone from the article; the cards stay.</source><extracomment>For one: {count} passage is gone from the article; the cards stay.</extracomment><translation><numerusform>{count} Passage ist aus dem Artikel verschwunden; die Karten bleiben.</numerusform><numerusform>{count} Passagen sind aus dem Artikel verschwunden; die Karten bleiben.</numerusform></translation></message>
<message numerus="yes"><source>{count} passages decided</source><extracomment>For one: {count} passage decided</extracomment><translation><numerusform>{count} Passage entschieden</numerusform><numerusform>{count} Passagen entschieden</numerusform></translation></message>
<message numerus="yes"><source>{count} passages disagree with their articles.</source><extracomment>For one: {count} passage disagrees with its article.</extracomment><translation><numerusform>{count} Passage weicht von ihrem Artikel ab.</numerusform><numerusform>{count} Passagen weichen von ihren Artikeln ab.</numerusform></translation></message>
<message numerus="yes"><source>{count} passages have unreadable headings.</source><extracomment>For one: {count} passage has an unreadable heading.</extracomment><translation><numerusform>{count} Passage hat eine unlesbare Überschrift.</numerusform><numerusform>{count} Passagen haben unlesbare Überschriften.</numerusform></translation></message>
<message numerus="yes"><source>{count} passages stay left out. New deck from article can add them.</source><extracomment>For one: {count} passage stays left out. New deck from article can add it.</extracomment><translation><numerusform>{count} Passage bleibt ausgelassen. „Neuer Stapel aus Artikel“ kann sie hinzufügen.</numerusform><numerusform>{count} Passagen bleiben ausgelassen. „Neuer Stapel aus Artikel“ kann sie hinzufügen.</numerusform></translation></message>
<message numerus="yes"><source>{count} pictures with captions were left out: not found with the article, too large, or not PNG, JPEG, GIF, WebP or SVG.</source><extracomment>For one: A picture with a caption was left out: not found with the article, too large, or not PNG, JPEG, GIF, WebP or SVG.</extracomment><translation><numerusform>Ein Bild mit Bildunterschrift wurde ausgelassen: beim Artikel nicht gefunden, zu groß oder nicht PNG, JPEG, GIF, WebP oder SVG.</numerusform><numerusform>{count} Bilder mit Bildunterschriften wurden ausgelassen: beim Artikel nicht gefunden, zu groß oder nicht PNG, JPEG, GIF, WebP oder SVG.</numerusform></translation></message>
<message numerus="yes"><source>{count} pictures, sounds and other files: the file only names them</source><extracomment>For one: {count} picture, sound or other file: the file only names it</extracomment><translation><numerusform>{count} Bild, Ton oder andere Datei: Die Datei nennt nur den Namen</numerusform><numerusform>{count} Bilder, Töne und andere Dateien: Die Datei nennt nur die Namen</numerusform></translation></message>
<message numerus="yes"><source>{count} places</source><extracomment>For one: {count} place</extracomment><translation><numerusform>{count} Stelle</numerusform><numerusform>{count} Stellen</numerusform></translation></message>
<message numerus="yes"><source>{count} problems</source><extracomment>For one: {count} problem</extracomment><translation><numerusform>{count} Problem</numerusform><numerusform>{count} Probleme</numerusform></translation></message>
<message numerus="yes"><source>{count} problems found in the collection</source><extracomment>For one: {count} problem found in the collection</extracomment><translation><numerusform>{count} Problem in der Sammlung gefunden</numerusform><numerusform>{count} Probleme in der Sammlung gefunden</numerusform></translation></message>
<message numerus="yes"><source>{count} problems left.</source><extracomment>For one: {count} problem left.</extracomment><translation><numerusform>{count} Problem bleibt.</numerusform><numerusform>{count} Probleme bleiben.</numerusform></translation></message>
<message numerus="yes"><source>{count} reviews</source><extracomment>For one: {count} review</extracomment><translation><numerusform>{count} Wiederholung</numerusform><numerusform>{count} Wiederholungen</numerusform></translation></message>
<message><source>{count} reviews a day</source><translation>{count} Wiederholungen am Tag</translation></message>
<message numerus="yes"><source>{count} reviews came</source><extracomment>For one: {count} review came</extracomment><translation><numerusform>{count} Wiederholung ist gekommen</numerusform><numerusform>{count} Wiederholungen sind gekommen</numerusform></translation></message>
<message numerus="yes"><source>{count} reviews in {{time}}.</source><extracomment>For one: {count} review in {{time}}.</extracomment><translation><numerusform>{count} Wiederholung ({{time}}).</numerusform><numerusform>{count} Wiederholungen ({{time}}).</numerusform></translation></message>
<message numerus="yes"><source>{count} rows</source><extracomment>For one: {count} row</extracomment><translation><numerusform>{count} Zeile</numerusform><numerusform>{count} Zeilen</numerusform></translation></message>
<message numerus="yes"><source>{count} rows hold values that Anki never writes.</source><extracomment>For one: One row holds values that Anki never writes.</extracomment><translation><numerusform>Eine Zeile enthält Werte, die Anki nie schreibt.</numerusform><numerusform>{count} Zeilen enthalten Werte, die Anki nie schreibt.</numerusform></translation></message>
<message numerus="yes"><source>{count} rows of “{table}” hold impossible values.</source><extracomment>For one: {count} row of “{table}” holds an impossible value.</extracomment><translation><numerusform>{count} Zeile von „{table}“ enthält einen unmöglichen Wert.</numerusform><numerusform>{count} Zeilen von „{table}“ enthalten unmögliche Werte.</numerusform></translation></message>
<message numerus="yes"><source>{count} rows refer to something missing ({tables}).</source><extracomment>For one: {count} row refers to something missing ({tables}).</extracomment><translation><numerusform>{count} Zeile verweist auf etwas, das fehlt ({tables}).</numerusform><numerusform>{count} Zeilen verweisen auf etwas, das fehlt ({tables}).</numerusform></translation></message>
<message numerus="yes"><source>{count} seconds</source><extracomment>For one: {count} second</extracomment><translation><numerusform>{count} Sekunde</numerusform><numerusform>{count} Sekunden</numerusform></translation></message>
<message numerus="yes"><source>{count} selected cards</source><extracomment>For one: {count} selected card</extracomment><translation><numerusform>{count} ausgewählte Karte</numerusform><numerusform>{count} ausgewählte Karten</numerusform></translation></message>
<message numerus="yes"><source>{count} settings differed</source><extracomment>For one: {count} setting differed</extracomment><translation><numerusform>{count} Einstellung verschieden</numerusform><numerusform>{count} Einstellungen verschieden</numerusform></translation></message>
<message numerus="yes"><source>{count} similar notes exist</source><extracomment>For one: A similar note exists</extracomment><translation><numerusform>Es gibt eine ähnliche Notiz</numerusform><numerusform>Es gibt {count} ähnliche Notizen</numerusform></translation></message>
<message><source>{count} skipped</source><translation>{count} übersprungen</translation></message>
<message numerus="yes"><source>{count} subdecks</source><extracomment>For one: {count} subdeck</extracomment><translation><numerusform>{count} Unterstapel</numerusform><numerusform>{count} Unterstapel</numerusform></translation></message>
<message numerus="yes"><source>{count} sync files, {megabytes:,.1f} of {quota:,} MB</source><extracomment>For one: {count} sync file, {megabytes:,.1f} of {quota:,} MB</extracomment><translation><numerusform>{count} Abgleichdatei, {megabytes:,.1f} von {quota:,} MB</numerusform><numerusform>{count} Abgleichdateien, {megabytes:,.1f} von {quota:,} MB</numerusform></translation></message>
<message numerus="yes"><source>{count} texts hold bytes that are no letters; they show as �.</source><extracomment>For one: One text holds bytes that are no letters; they show as �.</extracomment><translation><numerusform>Ein Text enthält Bytes, die keine Zeichen sind; sie erscheinen als �.</numerusform><numerusform>{count} Texte enthalten Bytes, die keine Zeichen sind; sie erscheinen als �.</numerusform></translation></message>
<message numerus="yes"><source>{count} to check</source><extracomment>For one: {count} to check</extracomment><translation><numerusform>{count} zu prüfen</numerusform><numerusform>{count} zu prüfen</numerusform></translation></message>
<message><source>{count} to go ({kinds})</source><translation>noch {count} ({kinds})</translation></message>
<message><source>{count} to repeat today</source><translation>{count} heute zu wiederholen</translation></message>
<message><source>{count} today</source><translation>{count} heute</translation></message>
<message><source>{count} today ({overdue} overdue)</source><translation>{count} heute ({overdue} überfällig)</translation></message>
<message numerus="yes"><source>{count} topics that ask nothing were left out.</source><extracomment>For one: {count} topic that asks nothing was left out.</extracomment><translation><numerusform>{count} Thema, das nichts fragt, wurde ausgelassen.</numerusform><numerusform>{count} Themen, die nichts fragen, wurden ausgelassen.</numerusform></translation></message>
<message><source>{count} unchanged</source><translation>{count} unverändert</translation></message>
<message><source>{count} unless set here</source><translation>{count}, wenn hier nichts steht</translation></message>
<message><source>{count} updated</source><translation>{count} aktualisiert</translation></message>
<message numerus="yes"><source>{count} values in this collection are larger than Flashcards syncs: they stay on this computer. All else is synced.</source><extracomment>For one: {count} value in this collection is larger than Flashcards syncs: it stays on this computer. All else is synced.</extracomment><translation><numerusform>{count} Wert in dieser Sammlung ist größer, als Flashcards abgleicht: Er bleibt auf diesem Computer. Alles andere wird abgeglichen.</numerusform><numerusform>{count} Werte in dieser Sammlung sind größer, als Flashcards abgleicht: Sie bleiben auf diesem Computer. Alles andere wird abgeglichen.</numerusform></translation></message>
<message numerus="yes"><source>{count} were edited since: the edited files are kept as well (Go &gt; Media).</source><extracomment>For one: {count} was edited since: the edited file is kept as well (Go &gt; Media).</extracomment><translation><numerusform>{count} wurde seitdem bearbeitet: Die bearbeitete Datei bleibt auch erhalten (Gehe zu &gt; Medien).</numerusform><numerusform>{count} wurden seitdem bearbeitet: Die bearbeiteten Dateien bleiben auch erhalten (Gehe zu &gt; Medien).</numerusform></translation></message>
<message numerus="yes"><source>{count} words</source><extracomment>For one: {count} word</extracomment><translation><numerusform>{count} Wort</numerusform><numerusform>{count} Wörter</numerusform></translation></message>
<message numerus="yes"><source>{count} words taken out</source><extracomment>For one: {count} word taken out</extracomment><translation><numerusform>{count} Wort entfernt</numerusform><numerusform>{count} Wörter entfernt</numerusform></translation></message>
<message><source>{count} would be added</source><translation>{count} kämen hinzu</translation></message>
<message><source>{count} would be skipped</source><translation>{count} würden übersprungen</translation></message>
<message><source>{count} would be unchanged</source><translation>{count} blieben unverändert</translation></message>
<message><source>{count} would be updated</source><translation>{count} würden aktualisiert</translation></message>
<message><source>{count} written to files</source><translation>{count} in Dateien geschrieben</translation></message>
<message><source>{count} {word}</source><translation>{count} {word}</translation></message>
<message numerus="yes"><source>{count}%</source><extracomment>For one: {count}%</extracomment><translation><numerusform>{count} %</numerusform><numerusform>{count} %</numerusform></translation></message>
<message><source>{days:.0f} days</source><translation>{days:.0f} Tage</translation></message>
<message><source>{days:.1f} days</source><translation>{days:.1f} Tage</translation></message>
<message><source>{days:.2g} days</source><translation>{days:.2g} Tage</translation></message>
<message><source>{days} ahead</source><translation>{days} voraus</translation></message>
<message><source>{days} d</source><translation>{days} T</translation></message>
<message><source>{days} days in a row</source><translation>{days} Tage in Folge</translation></message>
<message><source>{days} left</source><translation>noch {days}</translation></message>
<message><source>{day} {after} instead of {before}.</source><translation>{day} {after} statt {before}.</translation></message>
<message><source>{day} {after}, as it is.</source><translation>{day} {after}, wie bisher.</translation></message>
<message numerus="yes"><source>{day} {name}, {deck}: {count} answers, {correct:,} right, {known:,} known</source><extracomment>For one: {day} {name}, {deck}: {count} answer, {correct:,} right, {known:,} known</extracomment><translation><numerusform>{day} {name}, {deck}: {count} Antwort, {correct:,} richtig, {known:,} bekannt</numerusform><numerusform>{day} {name}, {deck}: {count} Antworten, {correct:,} richtig, {known:,} bekannt</numerusform></translation></message>
<message><source>{day}, {added} of them by the plan</source><translation>{day}, davon {added} durch den Plan</translation></message>
<message><source>{day}, {retention}%</source><translation>{day}, {retention} %</translation></message>
<message><source>{day}, {time}</source><translation>{day}, {time}</translation></message>
<message><source>{day}: nothing</source><translation>{day}: nichts</translation></message>
<message><source>{day}: studied</source><translation>{day}: gelernt</translation></message>
<message><source>{day}: {after} instead of {before}</source><translation>{day}: {after} statt {before}</translation></message>
<message><source>{day}: {answers} in {time}</source><translation>{day}: {answers} in {time}</translation></message>
<message><source>{day}: {cards} due</source><translation>{day}: {cards} fällig</translation></message>
<message><source>{day}: {cards}.</source><translation>{day}: {cards}.</translation></message>
<message><source>{day}: {time}, {answers}</source><translation>{day}: {time}, {answers}</translation></message>
<message><source>{day}: {what}</source><translation>{day}: {what}</translation></message>
<message><source>{day}: –</source><translation>{day}: –</translation></message>
<message><source>{decks} and {count} more</source><translation>{decks} und {count} weitere</translation></message>
<message><source>{decks}: {rules}</source><translation>{decks}: {rules}</translation></message>
<message><source>{deck} is published no longer; whoever has it keeps it.</source><translation>{deck} ist nicht mehr veröffentlicht; wer den Stapel hat, behält ihn.</translation></message>
<message><source>{deck}: nothing left to study today.</source><translation>{deck}: heute nichts mehr zu lernen.</translation></message>
<message><source>{deck}: published by you</source><translation>{deck}: von Ihnen veröffentlicht</translation></message>
<message><source>{deck}: published by {name}</source><translation>{deck}: veröffentlicht von {name}</translation></message>
<message><source>{deck}: published for you to read</source><translation>{deck}: für Sie zum Lesen veröffentlicht</translation></message>
<message><source>{deleted} and {notes}</source><translation>{deleted} und {notes}</translation></message>
<message><source>{deleted} with {cards}</source><translation>{deleted} mit {cards}</translation></message>
<message><source>{done} ({notes})</source><translation>{done} ({notes})</translation></message>
<message><source>{done} of {total}</source><translation>{done} von {total}</translation></message>
<message><source>{each} per review</source><translation>{each} je Wiederholung</translation></message>
<message><source>{ease} on average</source><translation>{ease} im Mittel</translation></message>
<message><source>{effect} Undo brings everything back.</source><translation>{effect} Rückgängigmachen bringt alles zurück.</translation></message>
<message><source>{expected} remembered on the day, instead of {as_it_is}</source><translation>{expected} am Prüfungstag behalten statt {as_it_is}</translation></message>
<message><source>{extra} in the last {days}, about {per_day} a day: {moved} brought forward now, {later} likely after their next answer.</source><translation>{extra}, verteilt auf die letzten {days}, etwa {per_day} am Tag: {moved} jetzt vorgezogen, {later} voraussichtlich nach ihrer nächsten Antwort.</translation></message>
<message><source>{field} here</source><translation>{field} hier</translation></message>
<message><source>{field} holds “{words}”</source><translation>{field} enthält „{words}“</translation></message>
<message><source>{field} holds “{words}”, accents aside</source><translation>{field} enthält „{words}“, ohne auf Akzente zu achten</translation></message>
<message><source>{field} in the file</source><translation>{field} in der Datei</translation></message>
<message><source>{field} is empty</source><translation>{field} ist leer</translation></message>
<message><source>{field} matches {expression}</source><translation>{field} passt auf {expression}</translation></message>
<message><source>{filename} cannot be used: {reason}.</source><translation>{filename} ist nicht verwendbar: {reason}.</translation></message>
<message numerus="yes"><source>{file} and {count} more files, written by {computer}: {trouble}</source><extracomment>For one: {file} and {count} more file, written by {computer}: {trouble}</extracomment><translation><numerusform>{file} und {count} weitere Datei, geschrieben von {computer}: {trouble}</numerusform><numerusform>{file} und {count} weitere Dateien, geschrieben von {computer}: {trouble}</numerusform></translation></message>
<message numerus="yes"><source>{file} and {count} more files: {trouble}</source><extracomment>For one: {file} and {count} more file: {trouble}</extracomment><translation><numerusform>{file} und {count} weitere Datei: {trouble}</numerusform><numerusform>{file} und {count} weitere Dateien: {trouble}</numerusform></translation></message>
<message><source>{file} cannot be read as JSON: {why}.</source><translation>{file} ist nicht als JSON lesbar: {why}.</translation></message>
<message><source>{file} cannot be read as XML: {why}.</source><translation>{file} ist nicht als XML lesbar: {why}.</translation></message>
<message><source>{file} changed all the time while it was copied.</source><translation>{file} änderte sich während des Kopierens ständig.</translation></message>
<message><source>{file} does not belong to this collection: it would have another file deleted.</source><translation>{file} gehört nicht zu dieser Sammlung: Sie ließe eine andere Datei löschen.</translation></message>
<message><source>{file} does not hold:</source><translation>{file} enthält nicht:</translation></message>
<message><source>{file} has far more tables than a program of cards makes.</source><translation>{file} hat weit mehr Tabellen, als ein Kartenprogramm anlegt.</translation></message>
<message numerus="yes"><source>{file} has no column {column}: {count} columns were found.</source><extracomment>For one: {file} has no column {column}: {count} column was found.</extracomment><translation><numerusform>{file} hat keine Spalte {column}: {count} Spalte wurde gefunden.</numerusform><numerusform>{file} hat keine Spalte {column}: {count} Spalten wurden gefunden.</numerusform></translation></message>
<message><source>{file} holds no cards of Mnemosyne’s.</source><translation>{file} enthält keine Karten von Mnemosyne.</translation></message>
<message><source>{file} holds no collection of Anki's.</source><translation>{file} enthält keine Anki-Sammlung.</translation></message>
<message><source>{file} holds no collection of this program’s.</source><translation>{file} enthält keine Sammlung dieses Programms.</translation></message>
<message><source>{file} holds no deck of CrowdAnki’s.</source><translation>{file} enthält keinen CrowdAnki-Stapel.</translation></message>
<message><source>{file} holds no items of SuperMemo’s.</source><translation>{file} enthält keine Elemente von SuperMemo.</translation></message>
<message><source>{file} holds no notes.</source><translation>{file} enthält keine Notizen.</translation></message>
<message><source>{file} holds no notes: {problems}</source><translation>{file} enthält keine Notizen: {problems}</translation></message>
<message><source>{file} holds no rows.</source><translation>{file} enthält keine Zeilen.</translation></message>
<message><source>{file} holds no vocabulary.</source><translation>{file} enthält keine Vokabeln.</translation></message>
<message><source>{file} is damaged, or locked with a password.</source><translation>{file} ist beschädigt oder mit einem Passwort gesperrt.</translation></message>
<message><source>{file} is damaged: {what}.</source><translation>{file} ist beschädigt: {what}.</translation></message>
<message><source>{file} is larger than 256 MB.</source><translation>{file} ist größer als 256 MB.</translation></message>
<message><source>{file} is neither a package nor a collection of Anki's.</source><translation>{file} ist weder ein Anki-Paket noch eine Anki-Sammlung.</translation></message>
<message><source>{file} is neither a text deck nor a table.</source><translation>{file} ist weder ein Textstapel noch eine Tabelle.</translation></message>
<message><source>{file} is no collection of this program’s.</source><translation>{file} ist keine Sammlung dieses Programms.</translation></message>
<message><source>{file} is no database of Mnemosyne’s.</source><translation>{file} ist keine Mnemosyne-Datenbank.</translation></message>
<message><source>{file} is not a file type this program can read.</source><translation>{file} ist kein Dateityp, den dieses Programm lesen kann.</translation></message>
<message><source>{file} is not written in UTF-8.</source><translation>{file} ist nicht in UTF-8 geschrieben.</translation></message>
<message><source>{file} is of schema {version}; this program knows {oldest} to {newest}.</source><translation>{file} hat das Schema {version}; dieses Programm kennt {oldest} bis {newest}.</translation></message>
<message><source>{file} is {kind}.</source><translation>{file} ist {kind}.</translation></message>
<message><source>{file} took too long to read.</source><translation>Das Lesen von {file} dauerte zu lange.</translation></message>
<message><source>{file} unpacks to far more than a shared package holds, so it was not read.</source><translation>{file} enthält entpackt weit mehr als ein geteiltes Paket und wurde daher nicht gelesen.</translation></message>
<message><source>{file} was made by a newer Anki than this program knows.</source><translation>{file} stammt von einer neueren Anki-Version, als dieses Programm kennt.</translation></message>
<message><source>{file} was made by a newer version of this program.</source><translation>{file} stammt von einer neueren Version dieses Programms.</translation></message>
<message><source>{file}, line {line}, and the note here were both changed.</source><translation>{file}, Zeile {line}, und die Notiz hier wurden beide geändert.</translation></message>
<message><source>{file}, written by {computer}: {trouble}</source><translation>{file}, geschrieben von {computer}: {trouble}</translation></message>
<message><source>{file}: {counts}.</source><translation>{file}: {counts}.</translation></message>
<message><source>{file}: {trouble}</source><translation>{file}: {trouble}</translation></message>
<message><source>{first} and {more}</source><translation>{first} und {more}</translation></message>
<message><source>{first} to {last} days from today</source><translation>{first} bis {last} Tage ab heute</translation></message>
<message><source>{first} {next}</source><translation>{first} {next}</translation></message>
<message><source>{first}, {next}</source><translation>{first}, {next}</translation></message>
<message><source>{folder} is in step</source><translation>{folder} ist auf gleichem Stand</translation></message>
<message><source>{folder} is watched no longer. Notes and files stay as they are.</source><translation>{folder} wird nicht mehr überwacht. Notizen und Dateien bleiben, wie sie sind.</translation></message>
<message><source>{found}: stands twice; the last one counts.</source><translation>{found}: steht zweimal da; die letzte Angabe zählt.</translation></message>
<message><source>{found}; the first {count} listed</source><translation>{found}; die ersten {count} sind aufgeführt</translation></message>
<message><source>{front} has no reverse in the file any more. Its reversed card has answers and was kept; make the note a Basic one to remove it.</source><translation>{front} hat in der Datei keine Umkehrung mehr. Die umgekehrte Karte hat Antworten und wurde behalten; um sie zu entfernen, den Notiztyp „Grundform“ (Basic) wählen.</translation></message>
<message><source>{groups}, {more} not listed</source><translation>{groups}, {more} nicht aufgelistet</translation></message>
<message><source>{groups}, {notes}</source><translation>{groups}, {notes}</translation></message>
<message><source>{hours} h</source><translation>{hours} h</translation></message>
<message><source>{hours} h {minutes} min</source><translation>{hours} h {minutes} min</translation></message>
<message><source>{hours} hours</source><translation>{hours} Stunden</translation></message>
<message><source>{interval} × ease {ease}</source><translation>{interval} × Leichtigkeit {ease}</translation></message>
<message><source>{interval} × ease {ease} × {bonus} for Easy</source><translation>{interval} × Leichtigkeit {ease} × {bonus} für „Einfach“</translation></message>
<message><source>{interval} × {hard} for Hard</source><translation>{interval} × {hard} für „Schwer“</translation></message>
<message><source>{keys} (was {first})</source><translation>{keys} (vorher {first})</translation></message>
<message><source>{key} adds, {other} leaves out ({sure}): {card}</source><translation>{key} fügt hinzu, {other} lässt aus ({sure}): {card}</translation></message>
<message><source>{key} is free in {place}. Elsewhere it stays with {others}.</source><translation>{key} ist frei in: {place}. Sonst bleibt es, wo es ist ({others}).</translation></message>
<message><source>{key} is free.</source><translation>{key} ist frei.</translation></message>
<message><source>{key} is needed for writing. Choose one with Ctrl or Alt.</source><translation>{key} wird zum Schreiben gebraucht. Eines mit Strg oder Alt wählen.</translation></message>
<message><source>{key} is used by {others}, which would lose it.</source><translation>{key} ist vergeben ({others}) und ginge dort verloren.</translation></message>
<message><source>{key} offers fields</source><translation>{key} bietet Felder an</translation></message>
<message><source>{key} opens the {menu} menu, which comes first.</source><translation>{key} öffnet das Menü „{menu}“, das Vorrang hat.</translation></message>
<message><source>{kind}, card {number} (mask {place} of {count})</source><translation>{kind}, Karte {number} (Maske {place} von {count})</translation></message>
<message><source>{known} known, {covered} of the text on cards</source><translation>{known} beherrscht, {covered} des Textes auf Karten</translation></message>
<message><source>{language} (not reviewed yet)</source><translation>{language} (noch nicht geprüft)</translation></message>
<message><source>{language} ({region})</source><translation>{language} ({region})</translation></message>
<message><source>{language} ({share} translated)</source><translation>{language} ({share} übersetzt)</translation></message>
<message><source>{limit}: none of its own</source><translation>{limit}: kein eigenes</translation></message>
<message><source>{limit}: {value}</source><translation>{limit}: {value}</translation></message>
<message><source>{line} (ignored)</source><translation>{line} (ignoriert)</translation></message>
<message><source>{longer}, × {bonus} for Easy</source><translation>{longer}, × {bonus} für „Einfach“</translation></message>
<message><source>{many}: only new cards have a place.</source><translation>{many}: Nur neue Karten haben einen Platz.</translation></message>
<message><source>{mark} ends a section that never began.</source><translation>{mark} beendet einen Abschnitt, der nie begonnen hat.</translation></message>
<message><source>{minutes} min</source><translation>{minutes} min</translation></message>
<message><source>{minutes} min a week</source><translation>{minutes} min pro Woche</translation></message>
<message><source>{minutes} min {seconds} s</source><translation>{minutes} min {seconds} s</translation></message>
<message><source>{minutes} minutes</source><translation>{minutes} Minuten</translation></message>
<message><source>{minutes}: {cards}</source><translation>{minutes}: {cards}</translation></message>
<message><source>{missing} more are needed. Only answers given on a later day than the card’s previous answer count.</source><translation>{missing} weitere sind nötig. Es zählen nur Antworten an einem späteren Tag als die vorige Antwort zur Karte.</translation></message>
<message><source>{moment} · {seconds} s</source><translation>{moment} · {seconds} s</translation></message>
<message><source>{months} mo</source><translation>{months} Mon</translation></message>
<message><source>{months} months</source><translation>{months} Monate</translation></message>
<message><source>{names}, {name}</source><translation>{names}, {name}</translation></message>
<message><source>{name} (in use)</source><translation>{name} (in Gebrauch)</translation></message>
<message><source>{name} ({ago})</source><translation>{name} ({ago})</translation></message>
<message numerus="yes"><source>{name} and {count} more files</source><extracomment>For one: {name} and {count} more file</extracomment><translation><numerusform>{name} und {count} weitere Datei</numerusform><numerusform>{name} und {count} weitere Dateien</numerusform></translation></message>
<message numerus="yes"><source>{name} and {count} more notes</source><extracomment>For one: {name} and {count} more note</extracomment><translation><numerusform>{name} und {count} weitere Notiz</numerusform><numerusform>{name} und {count} weitere Notizen</numerusform></translation></message>
<message><source>{name} cannot be opened in another window: {reason}.</source><translation>{name} kann nicht in einem weiteren Fenster geöffnet werden: {reason}.</translation></message>
<message><source>{name} cannot be read and was left out.</source><translation>{name} ist nicht lesbar und wurde ausgelassen.</translation></message>
<message><source>{name} cannot be read: {reason}.</source><translation>{name} ist nicht lesbar: {reason}.</translation></message>
<message><source>{name} could not be written.</source><translation>{name} konnte nicht geschrieben werden.</translation></message>
<message><source>{name} could not be written: {reason}.</source><translation>{name} konnte nicht geschrieben werden: {reason}.</translation></message>
<message><source>{name} from {first} to {last}</source><translation>{name} von {first} bis {last}</translation></message>
<message><source>{name} has not arrived in the sync folder yet.</source><translation>{name} ist noch nicht im Abgleichordner angekommen.</translation></message>
<message><source>{name} holds half a character at position {position}.</source><translation>{name} enthält an Position {position} ein halbes Zeichen.</translation></message>
<message><source>{name} holds more than a published deck may; it is left aside.</source><translation>{name} enthält mehr, als ein veröffentlichter Stapel darf; die Datei bleibt liegen.</translation></message>
<message><source>{name} is larger than 64 MB and was left out.</source><translation>{name} ist größer als 64 MB und wurde ausgelassen.</translation></message>
<message><source>{name} is longer than a million characters.</source><translation>{name} ist länger als eine Million Zeichen.</translation></message>
<message><source>{name} is longer than {most} characters.</source><translation>{name} ist länger als {most} Zeichen.</translation></message>
<message><source>{name} is no longer in the sync folder.</source><translation>{name} ist nicht mehr im Abgleichordner.</translation></message>
<message><source>{name} is no picture, sound, video or font and was left out.</source><translation>{name} ist weder Bild noch Ton, Video oder Schrift und wurde ausgelassen.</translation></message>
<message><source>{name} is not a deck setting ({known}).</source><translation>{name} ist keine Stapeleinstellung ({known}).</translation></message>
<message><source>{name} is not there any more: open the newer text</source><translation>{name} ist nicht mehr da: den neueren Text öffnen</translation></message>
<message><source>{name} may keep {megabytes} MB there.</source><translation>{name} darf dort {megabytes} MB haben.</translation></message>
<message><source>{name} opens in a window of its own</source><translation>{name} öffnet sich in einem eigenen Fenster</translation></message>
<message><source>{name} was changed during the import.</source><translation>{name} wurde während des Imports geändert.</translation></message>
<message><source>{name} {known} of {cards}</source><translation>{name} {known} von {cards}</translation></message>
<message><source>{name} {mean} (busiest day {most})</source><translation>{name} {mean} (vollster Tag {most})</translation></message>
<message><source>{name} {mean} ({most})</source><translation>{name} {mean} ({most})</translation></message>
<message><source>{name} {number}</source><translation>{name} {number}</translation></message>
<message><source>{name}, of {count}</source><translation>{name}, von {count}</translation></message>
<message numerus="yes"><source>{name}, {count} cards</source><extracomment>For one: {name}, {count} card</extracomment><translation><numerusform>{name}, {count} Karte</numerusform><numerusform>{name}, {count} Karten</numerusform></translation></message>
<message numerus="yes"><source>{name}, {count} notes</source><extracomment>For one: {name}, {count} note</extracomment><translation><numerusform>{name}, {count} Notiz</numerusform><numerusform>{name}, {count} Notizen</numerusform></translation></message>
<message><source>{name}: is given twice; the first one counts.</source><translation>{name}: ist zweimal angegeben; die erste Angabe gilt.</translation></message>
<message><source>{name}: last heard of on {when}</source><translation>{name}: zuletzt gehört am {when}</translation></message>
<message><source>{name}: last heard of {ago}</source><translation>{name}: zuletzt gehört: {ago}</translation></message>
<message><source>{name}: log loss {loss}, error {error}</source><translation>{name}: Log-Loss {loss}, Fehler {error}</translation></message>
<message><source>{name}: nothing worth a card was found.</source><translation>{name}: Es wurde nichts gefunden, was eine Karte wert wäre.</translation></message>
<message><source>{name}: {answers} in {time} over {days}; {known} of {cards} remembered in the end</source><translation>{name}: {answers} in {time}, über {days}; am Ende {known} von {cards} behalten</translation></message>
<message><source>{name}: {predicted} expected, {recalled} remembered.</source><translation>{name}: {predicted} erwartet, {recalled} gewusst.</translation></message>
<message><source>{name}: {predicted} predicted, {recalled} of {answers} correct</source><translation>{name}: {predicted} vorausgesagt, {recalled} von {answers} richtig</translation></message>
<message><source>{notes} ({cards})</source><translation>{notes} ({cards})</translation></message>
<message><source>{notes} in {decks}</source><translation>{notes}, {decks}</translation></message>
<message><source>{notes} in {files}</source><translation>{notes} in {files}</translation></message>
<message><source>{notes} of {types}</source><translation>{notes} ({types})</translation></message>
<message><source>{notes} of “{name}”</source><translation>{notes} des Typs „{name}“</translation></message>
<message><source>{notes} to {name}</source><translation>{notes} nach {name}</translation></message>
<message><source>{notes} with {reviews} and {files} go for good.</source><translation>{notes} mit {reviews} und {files} gehen endgültig verloren.</translation></message>
<message><source>{notes} with {reviews} go for good.</source><translation>{notes} mit {reviews} gehen endgültig verloren.</translation></message>
<message><source>{notes} · not saved</source><translation>{notes} · nicht gespeichert</translation></message>
<message><source>{notes}, nearly the same</source><translation>{notes}, fast gleich</translation></message>
<message><source>{notes}, {cards}, {answers}</source><translation>{notes}, {cards}, {answers}</translation></message>
<message><source>{note} cannot be used and would be left out.</source><translation>{note} ist nicht verwendbar und würde ausgelassen.</translation></message>
<message><source>{note} has a field that is too long and was left out.</source><translation>{note} hat ein zu langes Feld und wurde ausgelassen.</translation></message>
<message><source>{note} has another note type there and stays as it is.</source><translation>{note} hat dort einen anderen Notiztyp und bleibt, wie sie ist.</translation></message>
<message><source>{note} has more texts than its type has.</source><translation>{note} hat mehr Texte als ihr Typ.</translation></message>
<message><source>{note} has no card.</source><translation>{note} hat keine Karte.</translation></message>
<message><source>{note} has no question or no answer and was left out.</source><translation>{note} hat keine Frage oder keine Antwort und wurde ausgelassen.</translation></message>
<message><source>{note} has the id of another note, and got one of its own.</source><translation>{note} hat die ID einer anderen Notiz und bekam eine eigene.</translation></message>
<message><source>{note} is here with another note type and stays as it is. Change its type to “{note_type}”, then import again.</source><translation>{note} ist hier mit einem anderen Notiztyp vorhanden und bleibt, wie sie ist. Ihren Typ in „{note_type}“ ändern, dann noch einmal importieren.</translation></message>
<message><source>{note} is of another type here.</source><translation>{note} hat hier einen anderen Typ.</translation></message>
<message><source>{note} is there twice.</source><translation>{note} ist doppelt vorhanden.</translation></message>
<message><source>{note} is too long and was left out.</source><translation>{note} ist zu lang und wurde ausgelassen.</translation></message>
<message><source>{note} says nothing to answer with and was left out.</source><translation>{note} sagt nichts, womit sich antworten ließe, und wurde ausgelassen.</translation></message>
<message><source>{note} was changed here and there: yours stays, the other is in its history.</source><translation>{note} wurde hier und dort geändert: Ihre Fassung bleibt, die andere steht im Verlauf.</translation></message>
<message><source>{note} was left out. {why}</source><translation>{note} wurde ausgelassen. {why}</translation></message>
<message><source>{number} days</source><translation>{number} Tage</translation></message>
<message><source>{number} is a note: its texts are taken back in the window.</source><translation>{number} ist eine Notiz: Deren Texte holt man im Fenster zurück.</translation></message>
<message><source>{number} of {notes}: {first}</source><translation>{number} von {notes}: {first}</translation></message>
<message><source>{number}, held at {days}{limit}</source><translation>{number}, begrenzt auf {days}{limit}</translation></message>
<message><source>{number}, rounded to {days}</source><translation>{number}, gerundet auf {days}</translation></message>
<message><source>{number}, rounded up to {days}</source><translation>{number}, aufgerundet auf {days}</translation></message>
<message><source>{number}. {what}</source><translation>{number}. {what}</translation></message>
<message><source>{number}nd</source><translation>{number}.</translation></message>
<message><source>{number}rd</source><translation>{number}.</translation></message>
<message><source>{number}st</source><translation>{number}.</translation></message>
<message><source>{number}th</source><translation>{number}.</translation></message>
<message><source>{one} or {other}</source><translation>{one} oder {other}</translation></message>
<message><source>{option} is given alone</source><translation>{option} steht allein</translation></message>
<message><source>{option}: back to the default, {default}</source><translation>{option}: zurück zum Standardwert, {default}</translation></message>
<message><source>{option}: {value}</source><translation>{option}: {value}</translation></message>
<message><source>{order}, if {cards}.</source><translation>{order}, wenn {cards}.</translation></message>
<message><source>{parts} ({source})</source><translation>{parts} ({source})</translation></message>
<message><source>{passages}: {counts}</source><translation>{passages}: {counts}</translation></message>
<message><source>{passed}: the interval is {days}{limit}{ease}.</source><translation>{passed}: Der Abstand ist {days}{limit}{ease}.</translation></message>
<message><source>{passed}: {interval} × ease {multiplier} = {result}{ease}.</source><translation>{passed}: {interval} × Leichtigkeit {multiplier} = {result}{ease}.</translation></message>
<message><source>{path} cannot be made ({reason}).</source><translation>{path} lässt sich nicht anlegen ({reason}).</translation></message>
<message><source>{path} cannot be read ({reason}).</source><translation>{path} ist nicht lesbar ({reason}).</translation></message>
<message><source>{path} could not be read: {reason}.</source><translation>{path} war nicht zu lesen: {reason}.</translation></message>
<message><source>{path} has a second name (a hard link); writing to it under two names would damage it.</source><translation>{path} hat einen zweiten Namen (einen Hardlink); Schreiben unter zwei Namen würde die Datei beschädigen.</translation></message>
<message><source>{path} holds no text in UTF-8.</source><translation>{path} enthält keinen Text in UTF-8.</translation></message>
<message><source>{path} is a database of another program, not a collection of flashcards.</source><translation>{path} ist eine Datenbank eines anderen Programms, keine Flashcards-Sammlung.</translation></message>
<message><source>{path} is a file, not a folder.</source><translation>{path} ist eine Datei, kein Ordner.</translation></message>
<message><source>{path} is a folder.</source><translation>{path} ist ein Ordner.</translation></message>
<message><source>{path} is damaged ({detail}).</source><translation>{path} ist beschädigt ({detail}).</translation></message>
<message><source>{path} is damaged.</source><translation>{path} ist beschädigt.</translation></message>
<message><source>{path} is empty, and there was a collection.</source><translation>{path} ist leer, und dort war eine Sammlung.</translation></message>
<message><source>{path} is empty.</source><translation>{path} ist leer.</translation></message>
<message><source>{path} is missing, and there was a collection.</source><translation>{path} fehlt, und dort war eine Sammlung.</translation></message>
<message><source>{path} is not a collection of flashcards, or it is damaged beyond recognition.</source><translation>{path} ist keine Flashcards-Sammlung oder bis zur Unkenntlichkeit beschädigt.</translation></message>
<message><source>{path} is not a collection of flashcards.</source><translation>{path} ist keine Flashcards-Sammlung.</translation></message>
<message><source>{path} is not a plain file.</source><translation>{path} ist keine gewöhnliche Datei.</translation></message>
<message><source>{path} may not be read.</source><translation>{path} darf nicht gelesen werden.</translation></message>
<message><source>{path} was written by a newer Flashcards (layout {version}; this one knows layouts up to {latest}).</source><translation>{path} wurde von einer neueren Version von Flashcards geschrieben (Layout {version}; diese kennt Layouts bis {latest}).</translation></message>
<message><source>{percent}% retention</source><translation>{percent} % Behaltensquote</translation></message>
<message><source>{places} in {notes}</source><translation>{places} in {notes}</translation></message>
<message><source>{place} could not be changed: {reason}.</source><translation>{place} konnte nicht geändert werden: {reason}.</translation></message>
<message><source>{program} (process {process} on {host}) has this collection open.</source><translation>{program} (Prozess {process} auf {host}) hat diese Sammlung geöffnet.</translation></message>
<message><source>{program}: {said}</source><translation>{program}: {said}</translation></message>
<message><source>{rating}: {interval}</source><translation>{rating}: {interval}</translation></message>
<message><source>{read}, {minutes} min left this week</source><translation>{read}, diese Woche noch {minutes} min</translation></message>
<message><source>{said}, its text is on the clipboard</source><translation>{said}, ihr Text ist in der Zwischenablage</translation></message>
<message><source>{said}. It is tagged “leech”</source><translation>{said}. Sie hat jetzt das Schlagwort „leech“</translation></message>
<message><source>{said}. It is tagged “leech” and suspended</source><translation>{said}. Sie hat jetzt das Schlagwort „leech“ und ist ausgesetzt</translation></message>
<message><source>{said}. {key} to redo.</source><translation>{said}. {key} stellt es wieder her.</translation></message>
<message><source>{said}. {problem}</source><translation>{said}. {problem}</translation></message>
<message><source>{said}: {comes}</source><translation>{said}: {comes}</translation></message>
<message><source>{said}; {decks} “{instead}”</source><translation>{said}; {decks} jetzt „{instead}“</translation></message>
<message><source>{seconds} s</source><translation>{seconds} s</translation></message>
<message><source>{selected} of {found} selected</source><translation>{selected} von {found} ausgewählt</translation></message>
<message><source>{selected}. Arrows move it, C goes to the next one.</source><translation>{selected}. Pfeiltasten verschieben sie, C geht zur nächsten.</translation></message>
<message><source>{selected}. Enter names what it hides; arrows move, with Shift they resize.</source><translation>{selected}. Eingabe benennt, was sie verbirgt; Pfeiltasten verschieben, mit Umschalt ändern sie die Größe.</translation></message>
<message><source>{share} known</source><translation>{share} beherrscht</translation></message>
<message><source>{share} of {asked} ({parts})</source><translation>{share} von {asked} ({parts})</translation></message>
<message><source>{share} of “{title}” read</source><translation>{share} von „{title}“ gelesen</translation></message>
<message><source>{share} read</source><translation>{share} gelesen</translation></message>
<message><source>{share} remembered on the day</source><translation>{share} am Prüfungstag behalten</translation></message>
<message><source>{share}%</source><translation>{share} %</translation></message>
<message><source>{size} KB</source><translation>{size} KB</translation></message>
<message><source>{size} MB</source><translation>{size} MB</translation></message>
<message><source>{size} pt</source><translation>{size} pt</translation></message>
<message><source>{size}, and {pictures} of pictures</source><translation>{size} und {pictures} Bilder</translation></message>
<message><source>{some} and {last}</source><translation>{some} und {last}</translation></message>
<message><source>{some} or {last}</source><translation>{some} oder {last}</translation></message>
<message><source>{stability}, {difficulty} of 10</source><translation>{stability}, {difficulty} von 10</translation></message>
<message><source>{step} is repeated; the card comes back in {time}{why}</source><translation>{step} wird wiederholt, nächster Abstand {time}{why}</translation></message>
<message><source>{target} is not shown or played. Put the file beside the deck file and write its name only.</source><translation>{target} wird weder gezeigt noch abgespielt. Die Datei neben die Stapeldatei legen und nur ihren Namen schreiben.</translation></message>
<message><source>{term} asks for what is not here</source><translation>{term} fragt nach etwas, das es hier nicht gibt</translation></message>
<message><source>{thousands}k</source><translation>{thousands}k</translation></message>
<message><source>{time} in all · {average} per day studied · {each} per review</source><translation>{time} insgesamt · {average} je Lerntag · {each} je Wiederholung</translation></message>
<message><source>{time}, {each} an answer</source><translation>{time}, {each} je Antwort</translation></message>
<message><source>{title} has no answer below it. If it is a cloze, begin it with C: instead.</source><translation>{title} hat keine Antwort darunter. Ist es ein Lückentext, stattdessen mit C: beginnen.</translation></message>
<message><source>{told} “--deck NAME” says where to.</source><translation>{told} „--deck NAME“ sagt, wohin.</translation></message>
<message><source>{tomorrow} tomorrow · {week} in the next 7 days</source><translation>{tomorrow} morgen · {week} in den nächsten 7 Tagen</translation></message>
<message><source>{value} is not a day</source><translation>{value} ist kein Tag</translation></message>
<message><source>{value} is not a number</source><translation>{value} ist keine Zahl</translation></message>
<message><source>{value} is not a number that a card has</source><translation>{value} ist keine Zahl, die eine Karte hat</translation></message>
<message><source>{value} is not a whole number</source><translation>{value} ist keine ganze Zahl</translation></message>
<message><source>{value} is not {what}</source><translation>{value} ist {what}</translation></message>
<message><source>{value} is too long a number</source><translation>{value} ist eine zu lange Zahl</translation></message>
<message><source>{variable} is “{chosen}”, and no such home folder is known here.</source><translation>{variable} ist „{chosen}“, und ein solcher persönlicher Ordner ist hier nicht bekannt.</translation></message>
<message><source>{waiting}, of which {shown} are listed</source><translation>{waiting}, davon {shown} aufgeführt</translation></message>
<message><source>{week} in the 7 days after, {month} in 30</source><translation>{week} in den 7 Tagen danach, {month} in 30</translation></message>
<message><source>{what}</source><translation>{what}</translation></message>
<message><source>{what} So the answer was not kept.</source><translation>{what} Daher wurde die Antwort nicht gespeichert.</translation></message>
<message><source>{what} Your answer counts all the same.</source><translation>{what} Ihre Antwort zählt trotzdem.</translation></message>
<message><source>{what} {when}</source><translation>{what} {when}</translation></message>
<message><source>{what} “{name}”</source><translation>{what} „{name}“</translation></message>
<message><source>{what}, at character {position} of the search.</source><translation>{what}, bei Zeichen {position} der Suche.</translation></message>
<message><source>{what}, {ago}</source><translation>{what}, {ago}</translation></message>
<message><source>{what}. {key} to undo.</source><translation>{what}. {key} macht es rückgängig.</translation></message>
<message><source>{what}: {part}</source><translation>{what}: {part}</translation></message>
<message><source>{what}: {why}</source><translation>{what}: {why}</translation></message>
<message><source>{what}; “{command} --help” shows what you can type.</source><translation>{what}; „{command} --help“ zeigt, was Sie eingeben können.</translation></message>
<message><source>{when}, kept for {days}</source><translation>{when}, wird {days} aufbewahrt</translation></message>
<message><source>{when}; {count} in all</source><translation>{when}; insgesamt {count}</translation></message>
<message><source>{where}: {what}</source><translation>{where}: {what}</translation></message>
<message><source>{why} It stays at {kept}.</source><translation>{why} Es bleibt bei {kept}.</translation></message>
<message><source>{why} Nothing changes until it is corrected.</source><translation>{why} Bis zur Berichtigung ändert sich nichts.</translation></message>
<message><source>{width} × {height} pixels</source><translation>{width} × {height} Pixel</translation></message>
<message><source>{words} This preset uses {now}; the parameters take effect once you choose FSRS in the deck options.</source><translation>{words} Diese Voreinstellung verwendet {now}; die Parameter wirken, sobald in den Stapeloptionen FSRS gewählt wird.</translation></message>
<message><source>{words}, and {its}</source><translation>{words}, {its}</translation></message>
<message><source>{word}: today again, then {interval}</source><translation>{word}: heute noch einmal, dann {interval}</translation></message>
<message><source>{working} gives {time}{bound}</source><translation>{working} ergibt {time}{bound}</translation></message>
<message><source>{working} × interval modifier {modifier}</source><translation>{working} × Abstandsfaktor {modifier}</translation></message>
<message><source>{work}: {share}</source><translation>{work}: {share}</translation></message>
<message><source>{years} y</source><translation>{years} J</translation></message>
<message><source>{years} years</source><translation>{years} Jahre</translation></message>
<message><source>“cafe” is right for “café”.</source><translation>„cafe“ ist richtig für „café“.</translation></message>
<message><source>“cafe” is wrong for “café”.</source><translation>„cafe“ ist falsch für „café“.</translation></message>
<message><source>“dog – Hund” was asked today: “Hund – dog”, due as well, comes tomorrow.</source><translation>„dog – Hund“ wurde heute abgefragt: „Hund – dog“, ebenfalls fällig, kommt morgen.</translation></message>
<message><source>“dog – Hund” was asked today: “Hund – dog”, due as well, may follow at once.</source><translation>„dog – Hund“ wurde heute abgefragt: „Hund – dog“, ebenfalls fällig, kann gleich folgen.</translation></message>
<message><source>“dog – Hund” was asked today: “Hund – dog”, still new, comes tomorrow.</source><translation>„dog – Hund“ wurde heute abgefragt: „Hund – dog“, noch neu, kommt morgen.</translation></message>
<message><source>“dog – Hund” was asked today: “Hund – dog”, still new, may follow at once.</source><translation>„dog – Hund“ wurde heute abgefragt: „Hund – dog“, noch neu, kann gleich folgen.</translation></message>
<message><source>“dog” was heard, you show the answer: “Hund” alone.</source><translation>„dog“ war zu hören, die Antwort wird gezeigt: nur „Hund“.</translation></message>
<message><source>“dog” was heard, you show the answer: “dog” again, then “Hund”.</source><translation>„dog“ war zu hören, die Antwort wird gezeigt: noch einmal „dog“, dann „Hund“.</translation></message>
<message><source>“flashcards backup --list” lists them.</source><translation>„flashcards backup --list“ führt sie auf.</translation></message>
<message><source>“flashcards bin --restore NUMBER” brings one back.</source><translation>„flashcards bin --restore NUMBER“ holt einen Eintrag zurück.</translation></message>
<message><source>“flashcards bin” lists them.</source><translation>„flashcards bin“ führt sie auf.</translation></message>
<message><source>“flashcards bin” lists what was deleted in the last 30 days.</source><translation>„flashcards bin“ listet auf, was in den letzten 30 Tagen gelöscht wurde.</translation></message>
<message><source>“flashcards check --repair” recomputes what is derived from facts.</source><translation>„flashcards check --repair“ berechnet neu, was aus den Tatsachen folgt.</translation></message>
<message><source>“flashcards decks” lists them.</source><translation>„flashcards decks“ führt sie auf.</translation></message>
<message><source>“flashcards hub status” lists what is published.</source><translation>„flashcards hub status“ führt auf, was veröffentlicht ist.</translation></message>
<message><source>“flashcards hub status” lists who is.</source><translation>„flashcards hub status“ führt auf, wer darin ist.</translation></message>
<message><source>“flashcards import” makes one out of a deck.</source><translation>„flashcards import“ macht eine aus einem Stapel.</translation></message>
<message><source>“flashcards media --delete-unused” puts unused files into the bin.</source><translation>„flashcards media --delete-unused“ legt unbenutzte Dateien in den Papierkorb.</translation></message>
<message><source>“flashcards media --restore-missing” restores missing files from backups.</source><translation>„flashcards media --restore-missing“ stellt fehlende Dateien aus Sicherungen wieder her.</translation></message>
<message><source>“flashcards sync --dismiss” keeps all as it is and puts these notices away.</source><translation>„flashcards sync --dismiss“ lässt alles, wie es ist, und hakt diese Hinweise ab.</translation></message>
<message><source>“flashcards sync --take-back NUMBER” lets what lost stand.</source><translation>„flashcards sync --take-back NUMBER“ lässt gelten, was unterlag.</translation></message>
<message><source>“flashcards sync FOLDER” begins.</source><translation>„flashcards sync ORDNER“ beginnt damit.</translation></message>
<message><source>“flashcards types” lists them.</source><translation>„flashcards types“ führt sie auf.</translation></message>
<message><source>“flashcards watch” lists those that are.</source><translation>„flashcards watch“ führt die überwachten auf.</translation></message>
<message><source>“its” is right for “it’s”.</source><translation>„its“ ist richtig für „it’s“.</translation></message>
<message><source>“its” is wrong for “it’s”.</source><translation>„its“ ist falsch für „it’s“.</translation></message>
<message><source>“paris” is right for “Paris”.</source><translation>„paris“ ist richtig für „Paris“.</translation></message>
<message><source>“paris” is wrong for “Paris”.</source><translation>„paris“ ist falsch für „Paris“.</translation></message>
<message><source>“quota” needs to know how much.</source><translation>„quota“ muss wissen, wie viel.</translation></message>
<message><source>“{action}” needs a name.</source><translation>„{action}“ braucht einen Namen.</translation></message>
<message><source>“{address}” is not an address on this computer.</source><translation>„{address}“ ist keine Adresse auf diesem Computer.</translation></message>
<message><source>“{command}” ({place})</source><translation>„{command}“ ({place})</translation></message>
<message><source>“{command}” has no key</source><translation>„{command}“ hat kein Kürzel</translation></message>
<message><source>“{command}” has this key.</source><translation>„{command}“ hat dieses Kürzel.</translation></message>
<message><source>“{command}”: {keys}</source><translation>„{command}“: {keys}</translation></message>
<message><source>“{decision}” cannot be decided about “{term}”.</source><translation>„{decision}“ lässt sich bei „{term}“ nicht entscheiden.</translation></message>
<message><source>“{deck}” has the new preset “{preset}”</source><translation>„{deck}“ hat die neue Voreinstellung „{preset}“</translation></message>
<message><source>“{deck}” uses the preset “{preset}”</source><translation>„{deck}“ verwendet die Voreinstellung „{preset}“</translation></message>
<message><source>“{delimiter}” cannot separate columns.</source><translation>„{delimiter}“ kann keine Spalten trennen.</translation></message>
<message><source>“{given}” may be {found}.</source><translation>„{given}“ kann {found} sein.</translation></message>
<message><source>“{grid}” is no number of cards across and down.</source><translation>„{grid}“ ist keine Anzahl von Karten nebeneinander und untereinander.</translation></message>
<message><source>“{language}” is no code of a language.</source><translation>„{language}“ ist kein Sprachkürzel.</translation></message>
<message><source>“{name}”</source><translation>„{name}“</translation></message>
<message><source>“{name}” cannot be played: it is damaged.</source><translation>„{name}“ lässt sich nicht abspielen: Die Datei ist beschädigt.</translation></message>
<message><source>“{name}” comes with the program and stays.</source><translation>„{name}“ gehört zum Programm und bleibt.</translation></message>
<message><source>“{name}” in it is a link</source><translation>„{name}“ darin ist ein symbolischer Link</translation></message>
<message><source>“{name}” is a note type of your own.</source><translation>„{name}“ ist ein eigener Notiztyp.</translation></message>
<message><source>“{name}” is no filter, so the field is shown as it is.</source><translation>„{name}“ ist kein Filter, daher wird das Feld unverändert angezeigt.</translation></message>
<message><source>“{name}” keeps these days free</source><translation>„{name}“ hält diese Tage frei</translation></message>
<message><source>“{name}” means a note type of the program in files.</source><translation>„{name}“ bezeichnet in Dateien einen Notiztyp des Programms.</translation></message>
<message><source>“{name}” means something else in templates.</source><translation>„{name}“ bedeutet in Vorlagen etwas anderes.</translation></message>
<message><source>“{note}” (nid:{number}): {field}</source><translation>„{note}“ (nid:{number}): {field}</translation></message>
<message><source>“{note}” was changed on two computers: see its history</source><translation>„{note}“ wurde auf zwei Computern geändert: siehe Verlauf</translation></message>
<message><source>“{quote}” cannot quote cells.</source><translation>„{quote}“ kann keine Zellen umschließen.</translation></message>
<message><source>“{section}” is not as it should be</source><translation>„{section}“ ist nicht, wie es sein sollte</translation></message>
<message><source>“{term}” has been edited since; yours was kept.</source><translation>„{term}“ wurde inzwischen bearbeitet; Ihre Fassung wurde behalten.</translation></message>
<message><source>“{term}” has lost an item that you are learning; your card was kept.</source><translation>„{term}“ hat einen Punkt verloren, den Sie gerade lernen; Ihre Karte wurde behalten.</translation></message>
<message><source>“{term}” was changed both by you and in the article; yours was kept.</source><translation>„{term}“ wurde von Ihnen und im Artikel geändert; Ihre Fassung wurde behalten.</translation></message>
<message><source>“{term}” would make no card in its new wording; the old one was kept.</source><translation>„{term}“ ergäbe im neuen Wortlaut keine Karte; die alte wurde behalten.</translation></message>
<message><source>“{title}” is in your collection, and says the same as before</source><translation>„{title}“ ist in der Sammlung und sagt dasselbe wie zuvor</translation></message>
<message><source>“{title}” is ready</source><translation>„{title}“ ist bereit</translation></message>
<message><source>“{title}” says the same as before</source><translation>„{title}“ sagt dasselbe wie zuvor</translation></message>
<message><source>“{title}” was changed here and in the file ({fields}).</source><translation>„{title}“ wurde hier und in der Datei geändert ({fields}).</translation></message>
<message><source>“{title}” was deleted from the file.</source><translation>„{title}“ wurde aus der Datei gelöscht.</translation></message>
<message><source>“{title}” was deleted here.</source><translation>„{title}“ wurde hier gelöscht.</translation></message>
<message><source>“{title}” was not read from a file.</source><translation>„{title}“ wurde nicht aus einer Datei gelesen.</translation></message>
<message><source>“{typed}” is no number.</source><translation>„{typed}“ ist keine Zahl.</translation></message>
<message><source>“{typed}” is no time such as 10 min, 2 h or 1 d.</source><translation>„{typed}“ ist keine Zeit wie 10 min, 2 h oder 1 T.</translation></message>
<message><source>“{typed}” is not a whole number of minutes.</source><translation>„{typed}“ ist keine ganze Zahl von Minuten.</translation></message>
<message><source>“{value}” does not fit the option “{name}”.</source><translation>„{value}“ passt nicht zur Option „{name}“.</translation></message>
<message><source>“{word}” counts as right from now on.</source><translation>„{word}“ gilt von jetzt an als richtig.</translation></message>
<message><source>“{word}” is none of {names}</source><translation>„{word}“ ist keines von {names}</translation></message>
<message><source>“{word}” is not a confidence from 0 to 1 (the article comes before --accept)</source><translation>„{word}“ ist keine Sicherheit von 0 bis 1 (der Artikel steht vor --accept)</translation></message>
<message><source>“{word}” is not a number of minutes from 1 to {most}</source><translation>„{word}“ ist keine Minutenzahl von 1 bis {most}</translation></message>
<message><source>“{word}” is not a whole number from 1 upwards</source><translation>„{word}“ ist keine ganze Zahl ab 1</translation></message>
<message><source>“{word}” is not marked in this note any more.</source><translation>„{word}“ ist in dieser Notiz nicht mehr markiert.</translation></message>
<message><source>… and {count} more</source><translation>… und {count} weitere</translation></message>
<message numerus="yes"><source>… and {count} more like these; --json lists all.</source><extracomment>For one: … and {count} more like these; --json lists all.</extracomment><translation><numerusform>… und {count} weiteres wie diese; --json listet alle auf.</numerusform><numerusform>… und {count} weitere wie diese; --json listet alle auf.</numerusform></translation></message>
<message><source>… due new new new</source><translation>… fällig neu neu neu</translation></message>
</context>
</TS>
