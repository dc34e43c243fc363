package io.github.databasemigration.engine.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A part of a document that tests make, between {@code <!-- name -->} and {@code <!-- end of name -->}. With
 * -Dchecks.write=true it is written anew.
 */
public final class GeneratedPart {
    private GeneratedPart() {}

    public static void expect(Path file, String part, String text) throws IOException {
        String begin = "<!-- " + part + " -->\n";
        String end = "<!-- end of " + part + " -->";
        String all = Files.readString(file);
        int from = all.indexOf(begin) + begin.length();
        int until = all.indexOf(end);
        if (Boolean.getBoolean("checks.write")) {
            Files.writeString(file, all.substring(0, from) + text + all.substring(until));
        } else {
            assertThat(all.substring(from, until)).isEqualTo(text);
        }
    }
}
