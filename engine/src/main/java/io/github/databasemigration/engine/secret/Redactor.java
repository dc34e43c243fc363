package io.github.databasemigration.engine.secret;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * Takes secrets out of texts, in every spelling in which they may come: raw, percent-encoded, escaped for JSON, XML,
 * SQL, a shell, Java or Python, in Base64 or hex, or in any mixture of these; and the password of any URL, known or not.
 *
 * <p>Redact first and shorten afterwards: the front half of a password cannot be recognised. A secret of one to three
 * characters occurs in every text by accident, so it is taken out only where a value stands ({@link Occurrence}).
 * Immutable.
 */
public final class Redactor {
    /** Knows no secret; still takes passwords out of URLs. */
    public static final Redactor NONE = new Redactor(List.of());

    /** What stands where a secret was. */
    static final String MASK = "****";

    private final List<Occurrence> occurrences;

    private Redactor(List<Occurrence> occurrences) {
        this.occurrences = occurrences;
    }

    /** Knows these secrets. */
    public static Redactor of(Secret... secrets) {
        return of(Arrays.asList(secrets));
    }

    /** Knows these secrets. */
    public static Redactor of(Collection<Secret> secrets) {
        return NONE.and(secrets);
    }

    /** Knows the password, if there is one. */
    public static Redactor of(Credentials credentials) {
        return of(credentials.password().stream().toList());
    }

    /** Knows these secrets too. */
    public Redactor and(Collection<Secret> more) {
        Stream<Occurrence> added = more.stream().flatMap(secret -> Occurrence.allOf(secret.reveal()).stream());
        return new Redactor(
                Stream.concat(occurrences.stream(), added).distinct().toList());
    }

    /** The text without any secret; the empty text for null, which is what some drivers have to say. */
    public String redact(String text) {
        if (text == null) {
            return "";
        }
        Spans spans = new Spans();
        occurrences.forEach(occurrence -> occurrence.findIn(text, spans));
        UrlPasswords.findIn(text, spans);
        return spans.replaceIn(text, MASK);
    }
}
