"""Knows the marks of questions and answers, "Q:", "Frage 3.", "[A]", in several languages."""

import re

from flashcards.articles.finders.wording import without_number

_NO = r"\s?\.?\s?(?:[0-9]{1,3}(?:\.[0-9]{1,3}){0,3})?\s?"
_END = r"(?:[.:：)]|\s[-–—](?=\s))\s*"
_ASKED_WORDS = (
    r"Question|Frage|Pregunta|Domanda|Pergunta|Vraag|Вопрос|Pytanie|Fråga|Spørgsmål|Spørsmål|"
    r"Kysymys|Soru|Otázka|Kérdés|問|问|질문|質問|提问|Q&A"
)
_ANSWER_WORDS = (
    r"Answer|Ans|Antwort|Réponse|Respuesta|Risposta|Resposta|Antwoord|Ответ|Odpowiedź|Svar|"
    r"Vastaus|Cevap|Odpověď|Válasz|答|回答|답변|답|答え"
)
ASKED = re.compile(
    rf"^\s*(?:\[(?:Q|{_ASKED_WORDS}){_NO}\]\s?[:：]?\s*|(?:Q|{_ASKED_WORDS}){_NO}{_END})", re.I
)
ASKED_BY_LETTER = re.compile(r"^\s*[FPDVВ]\s?[0-9]{0,3}\s?[:：)]\s*(?=\S[^\n]{0,399}[?？])")
"""Letters for "question" elsewhere: Frage, pregunta or pergunta, domanda, vraag, вопрос."""
_ANSWER = rf"(?:A|{_ANSWER_WORDS}){_NO}"
_BY_LETTER = r"[RО]\s?[0-9]{0,3}\s?[:：]"
"""Réponse, respuesta, risposta, ответ."""
ANSWERED = re.compile(
    r"^\s*(?:(?:A|Ans(?:wer)?\s?)[0-9]{1,3}(?:\.[0-9]{1,3}){1,3}\s+|"
    rf"\*{{1,2}}{_ANSWER}(?:[.:：)]\*{{1,2}}|\*{{1,2}}\s?[.:：)])|{_ANSWER}[.:：)]"
    rf"|\*{{1,2}}{_BY_LETTER}\*{{1,2}}|{_BY_LETTER}|\\?\[{_ANSWER}\\?\]\s?[:：]?|A\s[-–—](?=\s))\s*",
    re.IGNORECASE,
)
ANSWER_INSIDE = re.compile(
    rf"[?？][*_]{{0,2}}\s{{1,3}}(?:A\s?[0-9]{{0,3}}\s?[:.]|(?:{_ANSWER_WORDS})\s?[:.：]|[RО]\s?[:：]"
    r"|\[A\])\s"
)


def unmarked(question: str) -> str:
    """Return a question without the number or the "Q:" in front of it."""
    bare_question = ASKED_BY_LETTER.sub("", ASKED.sub("", question, count=1), count=1)
    return without_number(bare_question)


def without_answer_mark(answer: str) -> str:
    """Return an answer, Markdown, without the "A:" in front of it."""
    return ANSWERED.sub("", answer, count=1)
