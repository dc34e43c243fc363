package io.github.databasemigration.engine.configuration;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Tag;

/** The kinds of values there are. */
final class Kinds {
    /** A plain {@code ${…}} has a tag of its own in this YAML library; to us it is a text. */
    static final Set<Tag> TEXT = Set.of(Tag.STR, Tag.ENV_TAG);

    private static final Set<Tag> NUMBER_OR_TEXT = Set.of(Tag.STR, Tag.ENV_TAG, Tag.INT, Tag.FLOAT);

    static final Set<Tag> ANY = Set.of(Tag.STR, Tag.ENV_TAG, Tag.INT, Tag.FLOAT, Tag.BOOL);

    private static final int LONGEST_SHOWN = 40;

    /** The longest that every server takes: PostgreSQL and H2 count milliseconds in 31 bits. */
    private static final Duration LONGEST_IN_SERVER = Duration.ofDays(24);

    private Kinds() {}

    static Kind.One<String> text(String expected) {
        return text(expected, text -> !text.isBlank());
    }

    static Kind.One<String> text(String expected, Predicate<String> valid) {
        return one(expected, TEXT, text -> Optional.of(text).filter(valid));
    }

    /** A text that YAML may take for a number, such as {@code 1.10}. */
    static Kind.One<String> version(String expected) {
        return one(expected, NUMBER_OR_TEXT, text -> Optional.of(text).filter(written -> !written.isBlank()));
    }

    /** A name that YAML may take for a number, such as {@code 007}. */
    static Kind.One<String> name(String expected, Predicate<String> valid) {
        return one(expected, NUMBER_OR_TEXT, text -> Optional.of(text).filter(valid));
    }

    /** Any single value, kept as it is written. */
    static Kind.One<String> value() {
        return one("a text, a number, true or false", ANY, Optional::of);
    }

    /** A text that is not repeated where it is wrong, for people put passwords where they do not belong. */
    static Kind.One<String> discreet(String expected, String regex) {
        Pattern pattern = Pattern.compile(regex);
        return new Kind.One<>(
                expected,
                TEXT,
                text -> Optional.of(text)
                        .filter(written -> pattern.matcher(written).matches()),
                text -> "something else",
                true,
                List.of());
    }

    static Kind.One<String> url() {
        return new Kind.One<>(
                "a JDBC URL without user and password, such as jdbc:postgresql://host/database",
                TEXT,
                text -> DatabaseUrl.wrong(text).isPresent() ? Optional.empty() : Optional.of(text),
                text -> DatabaseUrl.wrong(text).orElse("something else"),
                true,
                List.of());
    }

    static Kind.One<Boolean> flag() {
        return choice("true or false", Set.of(Tag.BOOL), Map.of("true", true, "false", false));
    }

    static <T> Kind.One<T> choice(String expected, Map<String, T> words) {
        return choice(expected, TEXT, words);
    }

    private static <T> Kind.One<T> choice(String expected, Set<Tag> tags, Map<String, T> words) {
        return new Kind.One<>(
                expected,
                tags,
                text -> Optional.ofNullable(words.get(text)),
                Kinds::quoted,
                false,
                words.keySet().stream().sorted().toList());
    }

    /** How many to keep; {@code all} becomes 0. Zero itself is refused, for it might be meant as "none". */
    static Kind.One<Integer> count() {
        Pattern number = Pattern.compile("[1-9][0-9]{0,5}");
        return one("a whole number from 1 to 999999, or all", Set.of(Tag.INT, Tag.STR), text -> {
            if (text.equals("all")) {
                return Optional.of(0);
            }
            return Optional.of(text)
                    .filter(written -> number.matcher(written).matches())
                    .map(Integer::valueOf);
        });
    }

    static Kind.One<Integer> positive() {
        Pattern number = Pattern.compile("[1-9][0-9]{0,8}");
        return one("a whole number from 1 to 999999999", Set.of(Tag.INT), text -> Optional.of(text)
                .filter(written -> number.matcher(written).matches())
                .map(Integer::valueOf));
    }

    static Kind.One<FleetPolicy.Failures> failures() {
        Pattern number = Pattern.compile("(0|[1-9][0-9]{0,5})(%?)");
        return one(
                "a whole number such as 0 or 3, or a share such as 5%",
                NUMBER_OR_TEXT, text -> Optional.of(number.matcher(text))
                        .filter(Matcher::matches)
                        .map(found -> new FleetPolicy.Failures(
                                Integer.parseInt(found.group(1)),
                                !found.group(2).isEmpty())));
    }

    static Kind.One<Duration> duration() {
        return one("a duration such as 500ms, 5s, 30m, 2h or 7d, or none", TEXT, Durations::parse);
    }

    /** A duration that a server is to watch. */
    static Kind.One<Duration> serverDuration() {
        return one("a duration such as 500ms, 5s, 30m or 2h, at most 24d, or none", TEXT, text -> Durations.parse(text)
                .filter(duration -> duration.compareTo(LONGEST_IN_SERVER) <= 0));
    }

    static Kind.One<Charset> charset() {
        return one("the name of a character set, such as UTF-8", TEXT, text -> {
            try {
                return Optional.of(Charset.forName(text));
            } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
                return Optional.empty();
            }
        });
    }

    private static <T> Kind.One<T> one(String expected, Set<Tag> tags, Function<String, Optional<T>> parse) {
        return new Kind.One<>(expected, tags, parse, Kinds::quoted, false, List.of());
    }

    /** A text as a mistake shows it: on one line, and not all of it. */
    static String quoted(String text) {
        String shown = text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN) + "..." : text;
        return '"' + shown.replaceAll("\\p{Cntrl}", " ") + '"';
    }
}
