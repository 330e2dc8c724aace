"""A small terminal screen: enough of ECMA-48 to read what a person would see."""

import re

_PIECE = re.compile(
    r"\x1b\]8;(?P<params>[^;\x07\x1b]*);(?P<url>[^\x07\x1b]*)(?:\x07|\x1b\\)"
    r"|\x1b\[(?P<private>\??)(?P<numbers>[\d;]*)(?P<act>[A-Za-z])"
    r"|(?P<control>[\r\n\x07\x08])"
    r"|(?P<other>[\x00-\x1f\x7f-\x9f])"
    r"|(?P<text>[^\x00-\x1f\x7f-\x9f]+)"
)


class Screen:
    """Takes what a program writes; has lines that grow for ever, of which the last `rows` can still be reached."""

    def __init__(self, rows: int, columns: int) -> None:
        self._rows = rows
        self._columns = columns
        self._lines: list[str] = [""]
        self._row = 0
        self._column = 0
        self._link = ""
        self.links: dict[str, str] = {}  # text that is a link, and where it leads
        self.is_cursor_shown = True
        self.strange: list[str] = []  # what this screen does not know

    def take(self, output: str) -> None:
        for piece in _PIECE.finditer(output):
            if piece["text"] is not None:
                self._write(piece["text"])
            elif piece["control"] is not None:
                self._control(piece["control"])
            elif piece["url"] is not None:
                self._link = piece["url"]
            elif piece["act"] is not None:
                self._act(piece["act"], piece["numbers"], is_private=bool(piece["private"]))
            else:
                self.strange.append(piece[0])

    @property
    def lines(self) -> list[str]:
        """What stands on the screen and above it, without blanks at the ends of lines."""
        found = [line.rstrip() for line in self._lines]
        while found and not found[-1]:
            found.pop()
        return found

    def _write(self, text: str) -> None:
        if self._link:
            self.links[text] = self._link
        for letter in text:
            if self._column == self._columns:
                self._column = 0
                self._down()
            line = self._lines[self._row].ljust(self._column)
            self._lines[self._row] = line[: self._column] + letter + line[self._column + 1 :]
            self._column += 1

    def _control(self, control: str) -> None:
        if control == "\r":
            self._column = 0
        elif control == "\n":
            self._down()

    def _down(self) -> None:
        self._row += 1
        if self._row == len(self._lines):
            self._lines.append("")

    def _act(self, act: str, numbers: str, *, is_private: bool) -> None:
        if is_private:
            self.is_cursor_shown = act == "h" if numbers == "25" else self.is_cursor_shown
        elif act == "A":
            top = max(0, len(self._lines) - self._rows)
            self._row = max(top, self._row - int(numbers or 1))
        elif act == "K":
            kept = "" if numbers == "2" else self._lines[self._row][: self._column]
            self._lines[self._row] = kept
        elif act != "m":
            self.strange.append(f"CSI {numbers}{act}")
