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
METADATA = frozenset(
    {
        *("author", "authors", "organization", "contact", "address", "version", "revision"),
        *("status", "date", "copyright", "dedication", "abstract", "tocdepth", "nocomments"),
        *("orphan", "nosearch", "no-search", "id", "title", "subtitle", "subject", "summary"),
        *("keywords", "tags", "category", "slug", "lang", "language", "modified", "created"),
        *("updated", "last updated", "last-modified", "published", "license", "licence", "email"),
        *("maintainer", "maintainers", "translator", "translators", "editor", "editors", "url"),
        *("homepage", "home page", "website", "source", "release", "type", "pep", "post-history"),
        *("content-type", "python-version", "discussions-to"),
        *("description", "organisation", "og:title", "og:description", "og:image", "template"),
    }
)
"""Names of fields above an article that are about it: docutils' own, Sphinx's, those of blogs."""
ASKED = frozenset({"q", "a", "question", "answer", "frage", "antwort"})
"""Names of fields that are a question or its answer."""
