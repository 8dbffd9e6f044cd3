"""How elements look before any sheet of the author: as in browsers, and on cards in Anki."""

BROWSER = """
address, article, aside, blockquote, center, details, dd, div, dl, dt, fieldset, figcaption, figure,
footer, form, h1, h2, h3, h4, h5, h6, header, hr, li, main, nav, ol, p, pre, section, summary, ul
{ display: block }
li { display: list-item }
table { display: table; border-spacing: 2px; text-indent: 0 }
tr { display: table-row }
td, th { display: table-cell; padding: 1px; vertical-align: middle }
p, dl { margin: 1em 0 }
ul, ol { margin: 1em 0; padding-left: 40px; list-style-type: disc }
ol { list-style-type: decimal }
ul ul, ol ul { list-style-type: circle }
ul ul ul, ul ol ul, ol ul ul, ol ol ul { list-style-type: square }
ul ul, ul ol, ol ul, ol ol { margin-top: 0; margin-bottom: 0 }
h1 { font-size: 2em; margin: .67em 0 }
h2 { font-size: 1.5em; margin: .83em 0 }
h3 { font-size: 1.17em; margin: 1em 0 }
h4 { margin: 1.33em 0 }
h5 { font-size: .83em; margin: 1.67em 0 }
h6 { font-size: .67em; margin: 2.33em 0 }
h1, h2, h3, h4, h5, h6, b, strong, th { font-weight: bold }
dd { margin-left: 40px }
blockquote, figure { margin: 1em 40px }
pre { white-space: pre; margin: 1em 0 }
pre, code, kbd, samp, tt { font-family: monospace }
i, em, var, cite, dfn, address { font-style: italic }
u, ins { text-decoration: underline }
s, strike, del { text-decoration: line-through }
a:link { color: #0000ee; text-decoration: underline }
big { font-size: larger }
small { font-size: smaller }
sub { vertical-align: sub; font-size: smaller }
sup { vertical-align: super; font-size: smaller }
mark { background-color: #ffff00; color: #000000 }
center { text-align: -webkit-center }
hr { margin: .5em auto; border: 1px inset #eeeeee }
fieldset { border: 2px groove #c0c0c0; padding: .35em .75em .625em; margin: 0 2px }
"""

CARD = """
body { margin: 20px }
hr { background-color: #454545 }
:where(a:link) { color: #2563eb; text-decoration: none }
img { max-width: 100% }
li { text-align: start }
pre { text-align: left }
#typeans { font-family: monospace }
.typeGood { background-color: #aaffaa; color: #000000 }
.typeBad { background-color: #ffaaaa; color: #000000 }
.typeMissed { background-color: #cccccc; color: #000000 }
"""
"""What cards in Anki look like where their sheet says nothing, in pixels of the page."""
