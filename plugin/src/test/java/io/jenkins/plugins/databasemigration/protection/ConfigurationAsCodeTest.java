package io.jenkins.plugins.databasemigration.protection;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.casc.ConfigurationContext;
import io.jenkins.plugins.casc.ConfiguratorRegistry;
import io.jenkins.plugins.casc.misc.ConfiguredWithCode;
import io.jenkins.plugins.casc.misc.JenkinsConfiguredWithCodeRule;
import io.jenkins.plugins.casc.misc.Util;
import io.jenkins.plugins.casc.misc.junit.jupiter.WithJenkinsConfiguredWithCode;
import org.junit.jupiter.api.Test;

@WithJenkinsConfiguredWithCode
class ConfigurationAsCodeTest {
    @Test
    @ConfiguredWithCode("protection.yml")
    void whatIsExportedIsWhatWasLoaded(JenkinsConfiguredWithCodeRule jenkins) throws Exception {
        DatabaseMigrationConfiguration configuration = DatabaseMigrationConfiguration.get();
        assertThat(configuration.isOthersRefused()).isTrue();
        assertThat(configuration.getProtectedDatabases())
                .extracting(ProtectedDatabase::getName)
                .containsExactly("production", "development");
        assertThat(configuration.getProtectedDatabases().get(0).getApproval().getRequired())
                .isEqualTo(2);

        ConfigurationContext context = new ConfigurationContext(ConfiguratorRegistry.get());
        String exported = Util.toYamlString(Util.getUnclassifiedRoot(context).get("databaseMigration"));
        assertThat(exported).isEqualTo(Util.toStringFromYamlFile(this, "protection-exported.yml"));
    }
}
