package io.jenkins.plugins.databasemigration;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.model.Item;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import java.net.URL;
import java.util.List;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class CredentialsFieldTest {
    private JenkinsRule jenkins;
    private WorkflowJob job;

    @BeforeEach
    void secure(JenkinsRule rule) throws Exception {
        jenkins = rule;
        job = jenkins.createProject(WorkflowJob.class, "shop");
        SystemCredentialsProvider.getInstance()
                .getCredentials()
                .add(new UsernamePasswordCredentialsImpl(
                        CredentialsScope.GLOBAL, "secret-id", null, "user", "a password of a test"));
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin")
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .to("reader", "developer")
                .grant(Item.CONFIGURE)
                .everywhere()
                .to("developer"));
    }

    @Test
    void idsAreForThoseWhoMayConfigureTheJob() {
        assertThat(offered("developer", job)).contains("secret-id");
        assertThat(offered("reader", job)).containsExactly("current");
    }

    @Test
    void outsideOfAJobTheyAreForAdministrators() {
        assertThat(offered("admin", null)).contains("secret-id");
        assertThat(offered("developer", null)).containsExactly("current");
    }

    @Test
    void theyAreAnsweredToAPostOnly() throws Exception {
        JenkinsRule.WebClient web =
                jenkins.createWebClient().login("admin").withThrowExceptionOnFailingStatusCode(false);
        URL field = new URL(
                jenkins.getURL(),
                job.getUrl() + "descriptorByName/" + MigrateDatabaseStep.class.getName() + "/fillCredentialsIdItems");
        WebRequest post = new WebRequest(field, HttpMethod.POST);
        web.addCrumb(post);

        assertThat(web.getPage(post).getWebResponse().getContentAsString()).contains("secret-id");
        assertThat(web.getPage(field).getWebResponse().getStatusCode()).isEqualTo(404);
    }

    private List<String> offered(String user, Item item) {
        var descriptor = jenkins.jenkins.getDescriptorByType(MigrateDatabaseStep.DescriptorImpl.class);
        try (ACLContext as = ACL.as2(User.getById(user, true).impersonate2())) {
            return descriptor.doFillCredentialsIdItems(item, "current", "").stream()
                    .map(option -> option.value)
                    .toList();
        }
    }
}
