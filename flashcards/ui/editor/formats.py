"""The ways to mark text while a note is written: their names, icons and keys."""

from dataclasses import dataclass

from flashcards.model.messages import Translatable


@dataclass(frozen=True, slots=True)
class Format:
    """One way to mark text: what it is called and which keys ask for it."""

    name: str
    text: Translatable
    icon: str
    keys: str


FORMATS: tuple[Format, ...] = (
    Format("bold", "Bold", "bold", "Ctrl+B"),
    Format("italic", "Italic", "italic", "Ctrl+I"),
    Format("underline", "Underline", "underline", "Ctrl+U"),
    Format("code", "Code", "code", "Ctrl+Shift+K"),
    Format("cloze", "Next cloze", "cloze", "Ctrl+Shift+C"),
    Format("cloze_again", "Same cloze again", "", "Ctrl+Alt+Shift+C"),
    Format("picture", "Insert picture", "image", "Ctrl+Shift+I"),
    Format("picture_options", "Size and description of the picture…", "", "Ctrl+Alt+I"),
    Format("occlusion", "Image occlusion…", "occlusion", "Ctrl+Alt+O"),
    Format("record", "Record sound…", "microphone", "Ctrl+Shift+R"),
    Format("formula", "Formula", "formula", "Ctrl+M"),
    Format("list", "List", "list", "Ctrl+Shift+L"),
    Format("numbered", "Numbered list", "numbered", "Ctrl+Shift+O"),
    Format("heading", "Heading", "heading", "Ctrl+Shift+H"),
    Format("link", "Link", "link", "Ctrl+K"),
    Format("sound", "Insert sound or video…", "sound", "Ctrl+Shift+A"),
    Format("display_formula", "Formula on its own line", "", "Ctrl+Shift+M"),
    Format("strike", "Strikethrough", "", "Ctrl+Shift+S"),
    Format("sub", "Subscript", "", "Ctrl+="),
    Format("sup", "Superscript", "", "Ctrl++"),
    Format("paste_plain", "Paste without formatting", "", "Ctrl+Shift+V"),
    Format("spelling_suggestions", "Spelling: suggestions for the word", "", "Ctrl+Shift+F7"),
    Format("next_misspelt", "Spelling: next misspelt word", "", "Ctrl+F7"),
    Format("spelling", "Spelling: check while writing, or not", "", "Shift+F7"),
    Format("clear", "Clear formatting", "clear-format", "Ctrl+R"),
    Format("source", "Show the source", "markup", "Ctrl+Shift+X"),
)
