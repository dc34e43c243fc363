package io.jenkins.plugins.databasemigration.library;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import io.github.databasemigration.testkit.TestDatabase;

/** Pipelines of a shop with a database, for jobs without a repository. */
record ShopScript(TestDatabase database) {
    /** Lets Jenkins log in to the database. */
    void addCredentials() throws Exception {
        SystemCredentialsProvider provider = SystemCredentialsProvider.getInstance();
        provider.getCredentials()
                .add(new UsernamePasswordCredentialsImpl(
                        CredentialsScope.GLOBAL, database.name(), null, database.user(), database.password()));
        provider.save();
    }

    /** Whether the table of the shop has a column. */
    boolean has(String column) {
        return "1"
                .equals(database.query("SELECT count(*) FROM information_schema.columns"
                        + " WHERE table_name = 'shop' AND column_name = '" + column + "'"));
    }

    /** A closure that brings the files: what a job without a repository has instead of checkout scm. */
    String files() {
        return """
                def files = {
                    writeFile file: 'database-migration.yml', text: '''%s'''
                    writeFile file: 'database-migration-contract.yml', text: '''%s'''
                    writeFile file: 'db/migration/V1__shop.sql', text: 'CREATE TABLE shop (id INTEGER, old TEXT);'
                    writeFile file: 'db/migration/V2__owner.sql', text: 'ALTER TABLE shop ADD owner TEXT;'
                    writeFile file: 'db/contract/V1__no_old.sql', text: 'ALTER TABLE shop DROP COLUMN old;'
                }
                """.formatted(
                        configuration("locations: [db/migration]"),
                        configuration("locations: [db/contract], table: contract_history,"
                                + " baselineOnMigrate: true, baselineVersion: 0"));
    }

    private String configuration(String flyway) {
        return "flyway: {%s}\nenvironments: {production: {url: \"%s\", credentials: {id: %s}}}\n"
                .formatted(flyway, database.jdbcUrl(), database.name());
    }

    /** Migrates from any branch, with other arguments and hooks. */
    String pipeline(String arguments, String hooks) {
        return files() + "databasePipeline(environments: ['production'], only: '*', check: false, " + arguments
                + ") {\ncheckout { files() }\n" + hooks + "}\n";
    }
}
