package io.github.databasemigration.engine.report;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The templates of reports: each a self-contained page, and every value in it is shown as text. */
final class Pages {
    private Pages() {}

    /** @param name of the file beside this class, without its ending */
    static Template template(String name) {
        return Mustache.compiler()
                .escapeHTML(true)
                .nullValue("")
                .withLoader(part -> new StringReader(text(part)))
                .compile(text(name));
    }

    private static String text(String name) {
        try (InputStream file = Pages.class.getResourceAsStream(name + ".mustache")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
