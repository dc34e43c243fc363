package io.github.databasemigration.engine.run;

import io.github.databasemigration.engine.configuration.Configuration;
import io.github.databasemigration.engine.configuration.Environment;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.json.Json;
import io.github.databasemigration.engine.platform.DatabaseAddress;
import io.github.databasemigration.engine.platform.Platform;
import io.github.databasemigration.engine.platform.Platforms;
import io.github.databasemigration.engine.secret.Redactor;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a configuration means for one environment, with every override and default, without asking anybody: for those who
 * decide beforehand whether it may be used, and with which credentials.
 *
 * @param environment the environment's name
 * @param platform the platform's name
 * @param servers host and port of each server of the URL, or the absolute file of an embedded database
 * @param database the database's name there
 * @param url the JDBC URL, its variables resolved
 * @param tool {@code flyway}, {@code alembic} or {@code liquibase}
 * @param credentialsId where a CI server finds user and password, if the configuration says so
 * @param approvalRequired whether only an approved plan may run
 * @param backup how the backup before a migration is proven ({@code checksum}, {@code readable}, {@code restore}), or
 *     {@code none}
 * @param fleet {@code databases} or {@code schemas} where it stands for many, whose names are not known without asking;
 *     absent where it is one database
 */
public record Description(
        String environment,
        String platform,
        List<String> servers,
        String database,
        String url,
        String tool,
        Optional<String> credentialsId,
        boolean approvalRequired,
        String backup,
        Optional<String> fleet) {

    /** Faults: {@code UNSUPPORTED} and {@code CONFIGURATION_INVALID}, for a URL that cannot be used. */
    public static Description of(Configuration configuration, Environment environment) {
        Platform platform = Platforms.installed().find(environment.url());
        DatabaseAddress address = platform.address(environment.url());
        return new Description(
                environment.name(),
                platform.name(),
                address.servers(),
                address.database(),
                // It may hold the password of a key store.
                Redactor.NONE.redact(environment.url()),
                configuration.tool().tool(),
                environment.credentials().id(),
                environment.approvalRequired(),
                environment.backup().enabled()
                        ? environment.backup().verification().name().toLowerCase(Locale.ROOT)
                        : "none",
                environment.fleet().map(fleet -> fleet.of().name().toLowerCase(Locale.ROOT)));
    }

    /** Tells this description from every other. */
    public String fingerprint() {
        return Json.sha256(this);
    }

    /** Refuses unless this is what was described before. Fault: {@code PLAN_CHANGED}. */
    public void require(String fingerprint) {
        if (!fingerprint().equals(fingerprint)) {
            throw new Fault(
                    FaultCode.PLAN_CHANGED,
                    "The configuration of " + environment + " is not what it was when it was looked at before this run:"
                            + " now it leads to " + database + " on " + String.join(", ", servers) + ".",
                    "Leave the configuration alone while it is being used, and try again.");
        }
    }
}
