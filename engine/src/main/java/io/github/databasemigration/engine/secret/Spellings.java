package io.github.databasemigration.engine.secret;

import static java.util.stream.Collectors.joining;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Knows the encodings that a log, a URL, a driver's message, a program's output or a shell may use. Which characters an
 * encoding leaves alone differs from one implementation to the next, so each character may come in any of them.
 */
final class Spellings {
    /** A percent sign that was itself encoded, as often as happens. */
    private static final List<String> PERCENTS = List.of("%", "%25", "%2525");

    private static final List<String> AMPERSANDS = List.of("&", "&amp;", "&amp;amp;");

    private static final Map<Integer, List<String>> NAMED = Map.ofEntries(
            Map.entry((int) '"', List.of("quot;")),
            Map.entry((int) '\'', List.of("apos;")),
            Map.entry((int) '<', List.of("lt;")),
            Map.entry((int) '>', List.of("gt;")),
            Map.entry((int) '&', List.of("amp;")),
            Map.entry((int) ' ', List.of("nbsp;")));

    private static final Map<Integer, List<String>> PLAIN = Map.ofEntries(
            // A quote within single quotes of a shell: end them, quote it otherwise, begin them again.
            Map.entry((int) '\'', List.of("'\\''", "'\"'\"'")),
            Map.entry((int) ' ', List.of("+", "%2B", "%2b", "%252B", "%252b")),
            Map.entry((int) '\n', List.of("\\n")),
            Map.entry((int) '\r', List.of("\\r")),
            Map.entry((int) '\t', List.of("\\t")),
            Map.entry((int) '\b', List.of("\\b")),
            Map.entry((int) '\f', List.of("\\f")));

    private Spellings() {}

    /** The letter as itself; a sign percent-encoded, too. */
    static Spelling plainly(int letter) {
        String raw = Character.toString(letter);
        return Character.isLetterOrDigit(letter)
                ? new Spelling(letter, List.of(raw), List.of())
                : new Spelling(letter, List.of(raw), List.of("%" + Integer.toHexString(letter)));
    }

    /** The letter in every way. */
    static Spelling anyhow(int letter) {
        String raw = Character.toString(letter);
        byte[] utf8 = raw.getBytes(StandardCharsets.UTF_8);
        Set<String> exact = new LinkedHashSet<>(List.of(raw));
        Set<String> anyCase = new LinkedHashSet<>();
        exact.addAll(PLAIN.getOrDefault(letter, List.of()));
        addBytes(utf8, anyCase);
        if (letter < 0x100) {
            addBytes(new byte[] {(byte) letter}, anyCase);
        }
        String hex = Integer.toHexString(letter);
        String units = raw.chars()
                .mapToObj(unit -> "\\u" + padded(Integer.toHexString(unit), 4))
                .collect(joining());
        anyCase.add(units);
        anyCase.add(units.replace('\\', '%'));
        anyCase.add("\\U" + padded(hex, 8));
        anyCase.add("\\u{" + hex + "}");
        for (String ampersand : AMPERSANDS) {
            anyCase.add(ampersand + "#" + letter + ";");
            anyCase.add(ampersand + "#x" + hex + ";");
            anyCase.add(ampersand + "#x" + padded(hex, 2) + ";");
            NAMED.getOrDefault(letter, List.of()).forEach(name -> anyCase.add(ampersand + name));
        }
        if (letter >= 0x80) {
            addGarbled(utf8, exact);
        }
        return new Spelling(letter, List.copyOf(exact), List.copyOf(anyCase));
    }

    private static void addBytes(byte[] bytes, Collection<String> to) {
        PERCENTS.forEach(percent -> to.add(each(bytes, percent, value -> padded(Integer.toHexString(value), 2))));
        to.add(each(bytes, "\\x", value -> padded(Integer.toHexString(value), 2)));
        to.add(each(bytes, "\\", value -> padded(Integer.toOctalString(value), 3)));
    }

    private static String each(byte[] bytes, String before, IntFunction<String> digits) {
        return IntStream.range(0, bytes.length)
                .mapToObj(i -> before + digits.apply(bytes[i] & 0xff))
                .collect(joining());
    }

    private static String padded(String digits, int length) {
        return "0".repeat(Math.max(0, length - digits.length())) + digits;
    }

    /** What a wrong character set makes of the letter: most of the secret would still be readable around it. */
    private static void addGarbled(byte[] utf8, Collection<String> to) {
        for (String charset : List.of("ISO-8859-1", "windows-1252")) {
            to.add(new String(utf8, Charset.forName(charset)));
        }
        for (int length = 1; length <= utf8.length; length++) {
            to.add("?".repeat(length));
            to.add("\uFFFD".repeat(length));
        }
    }
}
