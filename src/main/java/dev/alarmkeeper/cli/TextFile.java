package dev.alarmkeeper.cli;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads what a person names on the command line. */
final class TextFile {
  private TextFile() {}

  /**
   * The text of a file.
   *
   * @throws IllegalStateException if there is none to read there, saying what is there
   * @throws IOException if it could not be read
   */
  static String read(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IllegalStateException(file + ": this is a folder; name a file in it");
    }
    try {
      // Notepad and PowerShell begin a file with a byte order mark.
      String text = Files.readString(file);
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException _) {
      throw new IllegalStateException(file + ": this is no text in UTF-8; save it as UTF-8");
    }
  }
}
