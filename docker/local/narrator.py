"""Plain, well-set terminal text for somebody who watches: colour on a terminal only, and not where NO_COLOR is set."""

import os
import shutil
import sys
import textwrap

LABEL_WIDTH = 10
INDENT = 4


class Narrator:
    """Tells scenes, one after the other, each with its lines under labels."""

    def __init__(self, out=sys.stdout):
        self.out = out
        self.has_colour = out.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"
        self.width = max(60, min(shutil.get_terminal_size((100, 24)).columns, 100))
        self.scenes = 0

    def title(self, text):
        self.line(self._styled(text, 1))
        self.line("─" * len(text))

    def heading(self, text):
        self.line()
        self.line(self._styled(text, 1))

    def scene(self, sentence):
        """Begins a numbered scene."""
        self.scenes += 1
        self.line()
        number = f"{self.scenes:>2}. "
        for text in textwrap.wrap(sentence, self.width, initial_indent=number, subsequent_indent=" " * INDENT):
            self.line(self._styled(text, 1))

    def lines(self, label, texts):
        """Texts below each other under one label; nothing where there is no text."""
        for text in texts:
            room = " " * (INDENT + LABEL_WIDTH)
            wrapped = textwrap.wrap(text, self.width, initial_indent=room, subsequent_indent=room + "  ")
            for index, row in enumerate(wrapped or [room]):
                shown = self._styled(label.ljust(LABEL_WIDTH), 2) if index == 0 else " " * LABEL_WIDTH
                self.line(" " * INDENT + shown + row[INDENT + LABEL_WIDTH:])
            label = ""

    def table(self, rows):
        """Rows of two cells, the second set to the right; a row of one cell stands by itself."""
        pairs = [row for row in rows if len(row) == 2]
        left, right = (max(len(pair[column]) for pair in pairs) for column in (0, 1))
        for row in rows:
            text = row[0] if len(row) == 1 else f"{row[0].ljust(left)}   {row[1].rjust(right)}"
            self.line((" " * INDENT + text).rstrip())

    def line(self, text=""):
        print(text, file=self.out, flush=True)

    def _styled(self, text, style):
        return f"\033[{style}m{text}\033[0m" if self.has_colour else text
