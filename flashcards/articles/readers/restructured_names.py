"""What the directives of reStructuredText and Sphinx are for, by their names."""

NOTHING = frozenset(
    {
        *("contents", "toctree", "index", "highlight", "include", "raw", "meta", "default"),
        *("currentmodule", "module", "py:module", "sectnum", "role", "default-role", "title"),
        *("tabularcolumns", "literalinclude", "image", "figure", "graphviz", "plantuml", "date"),
        *("sectionauthor", "codeauthor", "header", "footer", "target-notes", "unicode", "todo"),
        *("automodule", "autoclass", "autofunction", "automethod", "autosummary"),
    }
)
"""They hold nothing to read."""
CODE = frozenset(
    {
        *("code", "code-block", "sourcecode", "parsed-literal", "math", "doctest", "testcode"),
        *("prompt", "console", "productionlist", "ipython", "testoutput", "literal"),
    }
)
OBJECTS = frozenset(
    {
        *("function", "class", "method", "attribute", "data", "exception", "envvar", "option"),
        *("confval", "describe", "object", "decorator", "property", "type", "macro", "member"),
        *("setting", "cmdoption", "staticmethod", "classmethod", "directive", "struct", "enum"),
    }
)
"""They describe something by its name."""
TITLED = frozenset({"admonition", "topic", "sidebar", "card", "tab-item"})
"""Their argument is a title and not the beginning of the text."""
UNTITLED = frozenset({"table", "class", "container", "only", "tab", "tabs", "grid"})
"""Their argument is not for readers."""
FOLDS = frozenset({"dropdown", "details", "collapse", "toggle", "spoiler"})
