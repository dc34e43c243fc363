package io.github.databasemigration.engine.tool.alembic;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A requirements.txt with all files that it includes.
 *
 * @param file the file itself
 * @param text everything that decides what is installed
 */
record Requirements(Path file, String text) {
    private static final Pattern INCLUDED =
            Pattern.compile("(?m)^\\s*(?:-r|-c|--requirement|--constraint)(?:\\s+|=)(\\S+)");

    static Requirements read(Path file) {
        return new Requirements(file, all(file, 0));
    }

    private static String all(Path file, int depth) {
        if (depth > 20) {
            throw new Fault(FaultCode.TOOL_FAILED, file + " includes itself.", "Take the circle out.");
        }
        try {
            String text = Files.readString(file);
            StringBuilder all = new StringBuilder(text);
            Matcher included = INCLUDED.matcher(text);
            while (included.find()) {
                if (!included.group(1).contains("://")) {
                    all.append('\n').append(all(file.resolveSibling(included.group(1)), depth + 1));
                }
            }
            return all.toString();
        } catch (IOException e) {
            throw new Fault(
                    FaultCode.LOCATION_MISSING,
                    file + " cannot be read.",
                    "Name the file with alembic.requirements, relative to the project.");
        }
    }

    /** Whether packages are pinned by hash: then all must be. */
    boolean hashed() {
        return text.contains("--hash=");
    }

    /** The line in which pip says what is wrong. */
    static String lastComplaint(String output) {
        return output.lines()
                .filter(line -> line.startsWith("ERROR:"))
                .reduce((before, line) -> line)
                .or(() -> Stream.of(output.strip().split("\n")).reduce((before, line) -> line))
                .orElse("")
                .strip();
    }
}
