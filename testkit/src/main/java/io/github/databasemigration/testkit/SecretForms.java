package io.github.databasemigration.testkit;

import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;

/** The clothes in which a secret leaves: what it looks like after this or that program has quoted or encoded it. */
final class SecretForms {
    /** As long a part as this is what nobody says by chance. */
    private static final int PART = 6;

    private final Map<byte[], String> forms = new LinkedHashMap<>();
    private final String secret;

    private SecretForms(String secret) {
        this.secret = secret;
    }

    /** The bytes of each form, and what it is called: a message names the form, and never repeats the secret. */
    static Map<byte[], String> of(String secret) {
        SecretForms all = new SecretForms(secret);
        all.plain();
        all.urls();
        all.documents();
        all.programs();
        all.encodings();
        all.parts();
        return all.forms;
    }

    private void add(String name, String text) {
        forms.put(text.getBytes(StandardCharsets.UTF_8), name);
    }

    /** Heap dumps have texts in Latin-1 or UTF-16. */
    private void plain() {
        add("as it is", secret);
        for (Charset charset :
                new Charset[] {StandardCharsets.ISO_8859_1, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE}) {
            forms.put(secret.getBytes(charset), "in " + charset);
        }
        add("backwards", new StringBuilder(secret).reverse().toString());
    }

    private void urls() {
        String encoded = URLEncoder.encode(secret, StandardCharsets.UTF_8);
        for (String form : new String[] {encoded, encoded.replace("+", "%20")}) {
            add("URL-encoded", form);
            add("URL-encoded", lowerHex(form));
        }
        String all = HexFormat.ofDelimiter("%").formatHex(bytes());
        add("URL-encoded to the last letter", "%" + all.toUpperCase(Locale.ROOT));
        add("URL-encoded to the last letter", "%" + all);
    }

    private static String lowerHex(String encoded) {
        StringBuilder lower = new StringBuilder(encoded);
        for (int at = encoded.indexOf('%'); at >= 0; at = encoded.indexOf('%', at + 1)) {
            lower.replace(at, at + 3, encoded.substring(at, at + 3).toLowerCase(Locale.ROOT));
        }
        return lower.toString();
    }

    private void documents() {
        String json = secret.replace("\\", "\\\\").replace("\"", "\\\"");
        for (String form : new String[] {json, json.replace("/", "\\/")}) {
            add("in JSON", form);
            add("in JSON", ascii(form, "\\u%04x"));
            add("in JSON", ascii(form, "\\u%04X"));
        }
        add("in a file of properties", ascii(before(secret, "\\:=#! "::indexOf), "\\u%04X"));
        add("in a file of properties", ascii(before(secret, "\\:=#!"::indexOf), "\\u%04X"));
        String xml = secret.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        for (String quote : new String[] {"\"", "&quot;", "&#34;", "&#x22;"}) {
            for (String apostrophe : new String[] {"'", "&apos;", "&#39;", "&#x27;"}) {
                String form = xml.replace("\"", quote).replace("'", apostrophe);
                add("in XML", form);
                add("in XML", ascii(form, "&#%d;"));
            }
        }
    }

    private void programs() {
        add("in SQL", secret.replace("'", "''"));
        add("in SQL", secret.replace("\\", "\\\\").replace("'", "\\'"));
        add("in SQL", secret.replace("\\", "\\\\").replace("'", "''"));
        add("in a shell", secret.replace("'", "'\\''"));
        add("in a shell", secret.replace("'", "'\"'\"'"));
        add("in a shell", before(secret, "\\\"$`"::indexOf));
        add("in a shell", before(secret, c -> Character.isLetterOrDigit(c) || "-_./:@%+=#".indexOf(c) >= 0 ? -1 : 0));
    }

    private void encodings() {
        String hex = HexFormat.of().formatHex(bytes());
        add("in hexadecimal", hex);
        add("in hexadecimal", hex.toUpperCase(Locale.ROOT));
        // Three bytes are four letters, so there are three ways in which it can stand in something longer.
        for (int before = 0; before < 3; before++) {
            byte[] longer = new byte[before + bytes().length];
            System.arraycopy(bytes(), 0, longer, before, bytes().length);
            String text = Base64.getEncoder().withoutPadding().encodeToString(longer);
            // Letters that also depend on what stands before or after it.
            String sure = text.substring(
                    before == 0 ? 0 : before + 1, longer.length % 3 == 0 ? text.length() : text.length() - 1);
            add("in Base64", sure);
            add("in Base64", sure.replace('+', '-').replace('/', '_'));
        }
    }

    /** What is left when a part of it was masked, whichever that is, or when something cut it. */
    private void parts() {
        for (int at = 0; at + PART <= secret.length(); at++) {
            add("in part", secret.substring(at, at + PART));
        }
    }

    private byte[] bytes() {
        return secret.getBytes(StandardCharsets.UTF_8);
    }

    /** With a backslash before each of some characters. */
    private static String before(String text, IntUnaryOperator escaped) {
        return text.chars()
                .mapToObj(c -> (escaped.applyAsInt(c) >= 0 ? "\\" : "") + (char) c)
                .collect(Collectors.joining());
    }

    private static String ascii(String text, String format) {
        return text.chars()
                .mapToObj(c -> c < 128 ? String.valueOf((char) c) : String.format(format, c))
                .collect(Collectors.joining());
    }
}
