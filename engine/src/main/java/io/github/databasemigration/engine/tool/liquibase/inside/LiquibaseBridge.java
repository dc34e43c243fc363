package io.github.databasemigration.engine.tool.liquibase.inside;

import io.github.databasemigration.engine.tool.liquibase.bridge.Bridge;
import io.github.databasemigration.engine.tool.liquibase.bridge.Changelog;
import io.github.databasemigration.engine.tool.liquibase.bridge.ChangelogSource;
import java.sql.Connection;
import java.util.List;
import liquibase.ChecksumVersion;
import liquibase.util.LiquibaseUtil;

/** Made by its name, in the class loader that has Liquibase; hence the public class and constructor. */
public final class LiquibaseBridge implements Bridge {
    /** For the loader. {@link NoClassDefFoundError} in a Liquibase that is too old. */
    public LiquibaseBridge() {
        // The youngest class that is used here.
        Surroundings.inItsLoader(ChecksumVersion::latest);
    }

    @Override
    public String version() {
        return Surroundings.of(List.of()).call(LiquibaseUtil::getBuildVersion);
    }

    @Override
    public Changelog open(Connection connection, ChangelogSource source) {
        Surroundings surroundings = Surroundings.of(source.roots());
        return surroundings.call(() -> OpenChangelog.open(connection, source, surroundings));
    }
}
