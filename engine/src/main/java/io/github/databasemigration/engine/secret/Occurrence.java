package io.github.databasemigration.engine.secret;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/**
 * One thing to look for: a secret itself, or the part of its Base64 or hex form that does not depend on its neighbours.
 *
 * @param spelled what to look for
 * @param place where it counts
 */
record Occurrence(Spelled spelled, Place place) {
    /** Secrets shorter than this are looked for only where a value stands. */
    private static final int SHORTEST = 4;

    /** Where an occurrence counts, and how far it reaches. */
    private enum Place {
        /** Anywhere, and just itself. */
        ANYWHERE,
        /** Between quotes, or after {@code =} or {@code :} and before something that ends a value. */
        VALUE,
        /** Anywhere, together with the letters around it, which may hold the rest of it. */
        TOKEN
    }

    /** All that betrays a secret. */
    static Set<Occurrence> allOf(String secret) {
        Set<Occurrence> all = new LinkedHashSet<>();
        if (secret.isEmpty()) {
            return all;
        }
        for (String text : writings(secret)) {
            boolean tiny = text.codePointCount(0, text.length()) < SHORTEST;
            all.add(new Occurrence(Spelled.anyhow(text), tiny ? Place.VALUE : Place.ANYWHERE));
            if (!tiny) {
                addBytes(text.getBytes(StandardCharsets.UTF_8), all);
                addBytes(text.getBytes(StandardCharsets.ISO_8859_1), all);
            }
        }
        return all;
    }

    /** The secret in both normal forms of Unicode (ü as one letter or as two), and each line if it has several. */
    private static Set<String> writings(String secret) {
        Set<String> writings = new LinkedHashSet<>();
        writings.add(secret);
        writings.add(Normalizer.normalize(secret, Normalizer.Form.NFC));
        writings.add(Normalizer.normalize(secret, Normalizer.Form.NFD));
        secret.lines().filter(line -> line.length() >= SHORTEST).forEach(writings::add);
        return writings;
    }

    private static void addBytes(byte[] bytes, Set<Occurrence> all) {
        String hex = HexFormat.of().formatHex(bytes);
        all.add(new Occurrence(Spelled.plainly(hex), Place.ANYWHERE));
        all.add(new Occurrence(Spelled.plainly(hex.toUpperCase(Locale.ROOT)), Place.ANYWHERE));
        for (int before = 0; before < 3; before++) {
            String core = base64Core(bytes, before);
            all.add(new Occurrence(Spelled.plainly(core), Place.TOKEN));
            all.add(new Occurrence(Spelled.plainly(core.replace('+', '-').replace('/', '_')), Place.TOKEN));
        }
    }

    /** The Base64 letters that are the same whatever stands before (a number of bytes, modulo 3) and after. */
    private static String base64Core(byte[] bytes, int before) {
        byte[] shifted = new byte[before + bytes.length];
        System.arraycopy(bytes, 0, shifted, before, bytes.length);
        String letters = Base64.getEncoder().withoutPadding().encodeToString(shifted);
        return letters.substring((before * 8 + 5) / 6, shifted.length * 8 / 6);
    }

    /** Adds every place of the text where this occurs. */
    void findIn(String text, Spans spans) {
        for (int from = 0; from < text.length(); from++) {
            if (spelled.mayBeginWith(text.charAt(from))) {
                int to = spelled.endIn(text, from);
                if (to >= 0 && (place != Place.VALUE || standsAsValue(text, from, to))) {
                    addSpan(text, from, to, spans);
                }
            }
        }
    }

    private void addSpan(String text, int from, int to, Spans spans) {
        int left = from;
        int right = to;
        if (place == Place.TOKEN) {
            while (left > 0 && isBase64(text.charAt(left - 1))) {
                left--;
            }
            while (right < text.length() && (isBase64(text.charAt(right)) || text.charAt(right) == '=')) {
                right++;
            }
        }
        spans.add(left, right);
    }

    private static boolean standsAsValue(String text, int from, int to) {
        boolean opened = from > 0 && "'\"`=:".indexOf(text.charAt(from - 1)) >= 0;
        boolean closed = to == text.length() || "'\"`@&;,)]} \t\r\n".indexOf(text.charAt(to)) >= 0;
        return opened && closed;
    }

    private static boolean isBase64(char c) {
        return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || "+/-_".indexOf(c) >= 0;
    }
}
