package io.github.databasemigration.engine.configuration;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * The name of one database or schema of a fleet, and the place it takes in the configuration.
 *
 * <p>Names go into URLs, into settings of the migration tools and into names of folders. So they have few characters, and
 * none that means anything in one of these. Variables of the environment are written {@code ${NAME}}, Flyway's placeholders
 * too; that is why the place of a name is written in another way.
 */
public final class TargetName {
    /** Where a configuration writes this, the name of the target is put. */
    public static final String PLACE = "{target}";

    /** What servers take: PostgreSQL's limit is 63 bytes, MariaDB's 64 characters. */
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,62}");

    static final String EXPECTED = "names of at most 63 letters, digits, dots, hyphens and underscores";

    private TargetName() {}

    /** Whether a text can be the name of a target. */
    public static boolean fits(String text) {
        // Two dots lead out of a folder in the URL of an embedded database.
        return FORM.matcher(text).matches() && !text.contains("..");
    }

    /** The same name. Fault {@code CONFIGURATION_INVALID} where it cannot be one; what is wrong is not repeated. */
    public static String checked(String text, String from) {
        if (!fits(text)) {
            throw new Fault(
                    FaultCode.CONFIGURATION_INVALID,
                    "A target that " + from + " names has a character that cannot be in the name of a target, or more"
                            + " than 63.",
                    "Use " + EXPECTED + ".");
        }
        return text;
    }

    static boolean placed(String text) {
        return text.contains(PLACE);
    }

    static UnaryOperator<String> puts(String name) {
        return text -> text.replace(PLACE, name);
    }

    static List<String> in(List<String> texts, UnaryOperator<String> change) {
        return texts.stream().map(change).toList();
    }

    static SortedMap<String, String> in(SortedMap<String, String> values, UnaryOperator<String> change) {
        SortedMap<String, String> changed = new TreeMap<>(values);
        changed.replaceAll((name, value) -> change.apply(value));
        return changed;
    }
}
