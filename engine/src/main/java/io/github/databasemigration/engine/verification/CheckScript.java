package io.github.databasemigration.engine.verification;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * One verify script.
 *
 * @param name the file's name
 * @param expectation when it passes
 * @param query its one statement
 */
record CheckScript(String name, Expectation expectation, String query) {
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /** Reads a script. Fault {@code SCRIPT_UNREADABLE}. */
    static CheckScript read(Path file, SqlSyntax syntax) {
        String name = file.getFileName().toString();
        String text = text(file);
        Expectation expectation = Expectation.read(text)
                .orElseThrow(() -> unreadable(
                        file,
                        "has an expectation that is not understood, or not in its first line",
                        "Begin the script with \"-- expect: rows\" or \"-- expect: value <text>\", or leave it out."));
        List<String> statements = StatementSplitter.split(text, syntax)
                .orElseThrow(() -> unreadable(
                        file, "has a quote or a comment without its end", "Close it: " + name + " is one query."));
        if (statements.size() != 1) {
            throw unreadable(
                    file,
                    "has " + (statements.isEmpty() ? "no statement" : statements.size() + " statements"),
                    "Write exactly one query in each verify script.");
        }
        return new CheckScript(name, expectation, statements.get(0));
    }

    private static String text(Path file) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString();
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw unreadable(file, "is not UTF-8", "Save it as UTF-8.");
        } catch (IOException e) {
            throw unreadable(file, "could not be read", "Give the user the right to read it.");
        }
    }

    private static Fault unreadable(Path file, String what, String remedy) {
        return new Fault(FaultCode.SCRIPT_UNREADABLE, "The verify script " + file + " " + what + ".", remedy);
    }
}
