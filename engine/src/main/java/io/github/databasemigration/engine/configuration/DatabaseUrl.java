package io.github.databasemigration.engine.configuration;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A JDBC URL as the configuration may hold it: without user and password, perhaps with {@code ${VARIABLE}} in it. A URL
 * that is wrong is never repeated in a message, for what is wrong with it may be a password.
 */
final class DatabaseUrl {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");

    private static final Pattern FORM = Pattern.compile("jdbc:[a-z0-9]+:\\S.*");

    private static final Pattern USER_INFO = Pattern.compile("//[^/?#;]*@");

    private static final Pattern USER = Pattern.compile("(?i)[?&;,(]\\s*(?:user|username|uid)\\s*=");

    private static final Pattern PASSWORD = Pattern.compile("(?i)[?&;,(]\\s*(?:password\\d?|passwd|pwd)\\s*=");

    /** Passwords of key stores have no other way to MariaDB's and MySQL's drivers: the file may refer to them, not hold them. */
    private static final Pattern OTHER_PASSWORD = Pattern.compile("(?i)[?&;,(]\\s*\\w+password\\s*=(?!\\$\\{)");

    /** What pg_dump and pg_restore take from nowhere but their arguments, which every user of the machine can read. */
    private static final Pattern KEY_OF_POSTGRESQL =
            Pattern.compile("jdbc:postgresql:.*[?&]\\s*sslpassword\\s*=.*", Pattern.CASE_INSENSITIVE);

    private DatabaseUrl() {}

    /** What is wrong with a URL as it is written; empty where nothing is. */
    static Optional<String> wrong(String written) {
        if (REFERENCE.matcher(written).replaceAll("").contains("${")) {
            return Optional.of("a reference that is not of the form ${VARIABLE}");
        }
        if (!KEY_OF_POSTGRESQL.matcher(written).matches()
                && OTHER_PASSWORD.matcher(written).find()) {
            return Optional.of("a password in the URL (write ${VARIABLE} in its place)");
        }
        return wrong(written, REFERENCE.matcher(written).lookingAt());
    }

    private static Optional<String> wrong(String url, boolean beginsLater) {
        if (Stream.of(USER_INFO, USER, PASSWORD)
                .anyMatch(place -> place.matcher(url).find())) {
            return Optional.of("a user or a password in the URL (they belong under credentials)");
        }
        if (KEY_OF_POSTGRESQL.matcher(url).matches()) {
            return Optional.of(
                    "sslpassword, which PostgreSQL's programs cannot be told safely (use a key without one)");
        }
        return beginsLater || FORM.matcher(url).matches()
                ? Optional.empty()
                : Optional.of("a text that is not of the form jdbc:platform:address");
    }

    /** Puts the variables' values in. Fault: {@code CONFIGURATION_INVALID}, naming a variable that is not set. */
    static String resolve(String written, String environment, Map<String, String> variables) {
        String url = REFERENCE.matcher(written).replaceAll(reference -> value(reference, environment, variables));
        wrong(url, false).ifPresent(wrong -> {
            throw new Fault(
                    FaultCode.CONFIGURATION_INVALID,
                    "The url of the environment " + environment + ", its variables resolved, is not a JDBC URL without"
                            + " user and password: found " + wrong + ".",
                    "Correct the variables that the url refers to.");
        });
        return url;
    }

    private static String value(MatchResult reference, String environment, Map<String, String> variables) {
        String value = variables.get(reference.group(1));
        if (value == null || value.isEmpty()) {
            throw new Fault(
                    FaultCode.CONFIGURATION_INVALID,
                    "The url of the environment " + environment + " refers to the variable " + reference.group(1)
                            + ", which is " + (value == null ? "not set." : "empty."),
                    "Set " + reference.group(1) + " in the environment of this command.");
        }
        return Matcher.quoteReplacement(value);
    }
}
