package io.github.databasemigration.engine.report;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

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

    /** What the part that tells a failure is given. */
    static Map<String, Object> failure(Report.Failure failure, int exitStatus, Optional<String> next) {
        Map<String, Object> view = new HashMap<>();
        view.put("message", failure.message());
        view.put("remedy", failure.remedy());
        view.put("code", failure.code());
        view.put("exitStatus", exitStatus);
        view.put("next", next.orElse(null));
        return view;
    }

    private static String text(String name) {
        try (InputStream file = Pages.class.getResourceAsStream(name + ".mustache")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
