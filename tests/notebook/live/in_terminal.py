"""Runs a program in a terminal, and says what it wrote there.

Arguments: rows, columns, a word (or "-"), then the program with its arguments. When the
program writes the word, Ctrl-C is pressed.
"""

import fcntl
import os
import pty
import struct
import sys
import termios

rows, columns, word, *program = sys.argv[1:]

child, terminal = pty.fork()
if child == 0:
    size = struct.pack("HHHH", int(rows), int(columns), 0, 0)
    fcntl.ioctl(0, termios.TIOCSWINSZ, size)
    os.execvp(program[0], program)

written = b""
pressed = word == "-"
while True:
    try:
        part = os.read(terminal, 65536)
    except OSError:  # so Linux says that the program has ended
        break
    if not part:
        break
    written += part
    if not pressed and word.encode() in written:
        pressed = True
        os.write(terminal, b"\x03")

os.waitpid(child, 0)
sys.stdout.buffer.write(written)
