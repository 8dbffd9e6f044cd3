"""The words by which parts of a page are known that frame an article on sites of all makers."""

import re

_HEADINGS = re.compile(
    r"related(?: (?:articles?|posts?|stories|content|reading|topics?|links?|news|videos?|coverage"
    r"|items|products|pages|to this (?:article|story)))?"
    r"|(?:you|we think you) (?:may|might|will|would|'ll) (?:also |even )?(?:like|love|enjoy"
    r"|be interested in).{0,60}"
    r"|(?:see |read |also |more )?(?:recent|latest|popular|trending|featured|recommended|top)"
    r"(?: (?:in|on|from|at|for) .{1,40}| (?:articles?|posts?|stories|news|videos?|reads?|now"
    r"|topics|headlines|comments|reading|for you|products))?"
    r"|most (?:popular|read|viewed|shared|commented|recent|watched).{0,40}"
    r"|(?:up|read|watch|see|what to read) next.{0,40}|next up.{0,40}|read more(?: in| on)?"
    r"|don.t miss.{0,40}|editor.?s.? picks?|in (?:other|the) news|more news|more stories.{0,40}"
    r"|more (?:from|on|in|about|by) .{2,60}|more (?:articles|posts|like this).{0,40}"
    r"|recommended.{0,60}|\d{1,5} (?:comments?|thoughts? on .{1,200}|responses?(?: to .{1,200})?"
    r"|backlinks|likes.{0,30}|replies)|leave a (?:comment|reply|response).{0,80}"
    r"|(?:join|continue) the (?:conversation|discussion).{0,40}|post a comment.{0,40}"
    r"|about (?:the|this) (?:author|writer|contributor)s?.{0,60}|author bio(?:graphy)?"
    r"|(?:daily |weekly |our |the )?newsletters?.{0,40}|sign up.{0,80}|subscribe.{0,80}"
    r"|(?:get|stay) (?:the latest|up to date|informed|connected|in touch).{0,60}"
    r"|share (?:this|the|on|via|with|your).{0,60}|share|follow us.{0,40}|connect with us.{0,40}"
    r"|mentions around the web|look at other dictionaries|direct link|trending.{0,40}"
    r"|advertis(?:ement|ing)s?|sponsored.{0,40}|promoted.{0,40}|site ?map|contact us"
    r"|privacy(?: policy| notice| preferences| overview)?|cookies?(?: policy| notice| settings"
    r"| preferences)?|your privacy.{0,40}|we (?:value|care about|respect) your privacy"
    r"|terms (?:of (?:use|service)|and conditions|& conditions)"
    # German
    r"|(?:verwandte|ähnliche|weitere|neueste|neuste|aktuelle|beliebte|passende|empfohlene)"
    r" (?:artikel|beiträge|themen|nachrichten|inhalte|produkte|posts?|meldungen|seiten).{0,40}"
    r"|(?:das (?:könnte|dürfte) (?:sie|dich|euch) |auch )?(?:auch )?interess(?:ant|ieren).{0,20}"
    r"|mehr (?:zum thema|aus|von|artikel|nachrichten|zu diesem).{0,60}|meist ?gelesen.{0,30}"
    r"|(?:lesen sie|lies) auch.{0,60}|kommentare? schreiben|schreibe? einen kommentar.{0,60}"
    r"|über (?:den autor|die autorin|die autoren).{0,40}|teile(?:n sie)? (?:diesen?|den|die).{0,50}"
    r"|(?:unser )?newsletter.{0,60}|datenschutz.{0,40}|wir sind für sie da|warenkorb"
    r"|meine favoriten|registrieren|schlag(?:worte|wörter)|anzeige|werbung"
    # French
    r"|articles? (?:liés|similaires|associés|connexes|récents|recommandés|populaires).{0,40}"
    r"|(?:à )?lire (?:aussi|également|la suite).{0,80}|à lire.{0,40}|voir aussi.{0,60}"
    r"|(?:sur|dans) (?:le|la) même (?:sujet|thème|rubrique|catégorie).{0,40}"
    r"|à propos de l.auteure?.{0,40}|partager?(?: (?:cet|cette|l|sur|ce).{0,40})?"
    r"|(?:les )?(?:articles )?(?:les )?plus (?:lus|partagés|commentés|populaires).{0,40}"
    r"|(?:laisser|ajouter|poster) un commentaire.{0,60}|réagir.{0,40}|nos (?:newsletters?).{0,40}"
    r"|s.abonner.{0,40}|abonnez.vous.{0,60}|inscrivez.vous.{0,60}|publicité|mots.clés"
    # Spanish
    r"|(?:noticias|artículos|entradas|contenidos?|temas) relacionad[oa]s?.{0,40}"
    r"|(?:también )?(?:te|le) (?:puede|podría|recomendamos|interesa).{0,60}"
    r"|lo más (?:visto|leído|comentado|popular|compartido|reciente).{0,40}|última hora"
    r"|(?:otras|más|últimas) noticias.{0,40}|archivado en|compartir(?: en.{0,40})?"
    r"|sobre el autor.{0,40}|sobre la autora.{0,40}|(?:deja|escribe|añade) un comentario.{0,40}"
    r"|suscr[ií]b.{0,60}|ver comentarios.{0,40}|publicidad|boletín.{0,40}",
    re.IGNORECASE,
)
"""Headings over what leads elsewhere, whoever made the page."""
_OFTEN_CONTENT = re.compile(
    r"(?:other )?comments?|commentaires?|comentarios?|comentar|kommentare?|tags?|categor(?:y|ies)"
    r"|topics|archives?|search|navigation|menu|related work|sections?|share|services?|support"
    r"|recherche|suche|buscar|étiquettes|catégories|thèmes?|themen|produkte|products|contact"
    r"|kontakt|filialen|sections|secciones|especiales|sources?|auteurs?|help|company|legal",
    re.IGNORECASE,
)
"""Headings that frame a page only where they stand below the text with little under them."""
_LINES = re.compile(
    r"(?:skip|jump) (?:to|directly to) .{1,60}|(?:zum|zur) (?:inhalt|hauptinhalt|navigation).{0,40}"
    r"|aller au contenu.{0,30}|(?:saltar|ir) al contenido.{0,30}"
    r"|advertisement.{0,40}|story continues below.{0,60}|article continues (?:below|after).{0,60}"
    r"|(?:this |the )?(?:ad|advertisement) (?:will close|has not loaded).{0,80}"
    r"|(?:view|see|open) (?:full|full-size|larger|original|fullsize)(?: size)?"
    r" (?:image|picture|photo).{0,20}"
    r"|(?:click|tap) (?:here )?to (?:enlarge|zoom|expand|share|tweet|view larger).{0,40}"
    r"|(?:add|save) to (?:pocket|favou?rites|reading list|wishlist).{0,20}"
    r"|share(?: on| this| via| by|:)?(?: (?:facebook|twitter|linkedin|whatsapp|e-?mail|article|post"
    r"|page|story|link|pinterest|reddit|print|comment|adjust)){0,9}"
    r"|(?:tweet|pin it|print|e-?mail|facebook|twitter|linkedin|whatsapp|pinterest|reddit|reprints"
    r"|copy link|copied|linkcopy|permalink|edit this page|edit on github|download pdf|pdf version)"
    r"(?: this (?:page|article))?"
    r"|(?:sign|log) ?(?:in|up|out)(?: .{0,40})?|register|subscribe(?: now| today)?|my account"
    r"|previous (?:article|post|page|chapter)(?:\s?next (?:article|post|page|chapter))?"
    r"|next (?:article|post|page|chapter)|«? ?(?:previous|next|back)(?: .{0,20})? ?»?"
    r"|(?:back|return) to (?:top|the top|home|article|all .{1,30})|(?:scroll|go) to top|top"
    r"|(?:read|see|show|load|view|learn) (?:more|all|less)(?: .{0,20})?|continue reading.{0,60}"
    r"|(?:read|see) (?:also|more|next|related) ?: .{0,200}|(?:also|related|more) ?: .{0,120}"
    r"|send an? e-?mail to the author|search for this author in.{0,20}|follow .{0,60} on .{0,40}"
    r"|request reprint.{0,120}|(?:do you )?(?:have|know|see|got) (?:an?|any|the) "
    r"(?:scoop|tip|story|question|error|typo|news).{0,100}"
    r"|(?:© |copyright |\(c\) ).{0,200}|(?:.{0,30} )?all rights reserved.{0,100}"
    r"|.{0,60}(?:use|uses|using) cookies .{0,400}|.{0,40}verwendet cookies.{0,400}"
    r"|.{0,40}utilis(?:e|ons) des cookies.{0,400}|.{0,60}utiliza(?:mos)? cookies.{0,400}"
    r"|your (?:e-?mail|email) address will not be published.{0,80}"
    r"|required fields are marked.{0,20}"
    r"|deine e-mail-adresse wird nicht veröffentlicht.{0,120}"
    r"|(?:this|the) (?:page|article|site|post) was (?:last )?(?:edited|modified|updated).{0,80}"
    r"|(?:was|is) this (?:page|article|information|answer) (?:helpful|useful).{0,60}"
    r"|teilen|drucken|merken|nach oben|zurück|weiter|mehr (?:lesen|erfahren).{0,20}|weiterlesen"
    r"|imprimer|partager|envoyer|haut de page|en savoir plus.{0,20}|lire la suite.{0,30}"
    r"|compartir|imprimir|enviar|volver arriba|leer más.{0,20}|ver todas.{0,5}|cerrar ventana"
    r"|\[email.protected\]|loading\.{0,3}|.{0,20}browser (?:you are using|version).{0,300}"
    r"|looks like you.re using a browser.{0,80}|to improve your visit.{0,200}"
    r"|thank you for visiting .{1,60}\. you are using a browser.{0,400}",
    re.IGNORECASE,
)
"""Lines that only serve the page, wherever they stand."""
_EDGES = " \t\n:.…»›>→|•–—-!?+▼▾✕×"
LONGEST_HEADING = 120
LONGEST_LINE = 420


def heads_frame(words: str) -> bool:
    """Tell whether what stands under a heading leads elsewhere and is no part of the article."""
    return len(words) <= LONGEST_HEADING and bool(_HEADINGS.fullmatch(words.strip(_EDGES)))


def may_head_frame(words: str) -> bool:
    """Tell whether a heading is one of a frame where hardly a sentence stands under it."""
    return len(words) <= LONGEST_HEADING and bool(_OFTEN_CONTENT.fullmatch(words.strip(_EDGES)))


def is_frame_line(words: str) -> bool:
    """Tell whether a line only serves the page: a link to share it, a word about cookies."""
    return len(words) <= LONGEST_LINE and bool(_LINES.fullmatch(words.strip(_EDGES)))
