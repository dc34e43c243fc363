package io.jenkins.plugins.databasemigration.library;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Run;
import io.jenkins.plugins.databasemigration.Await;
import io.jenkins.plugins.databasemigration.approval.Approval;
import io.jenkins.plugins.databasemigration.approval.ApprovalAction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.List;
import java.util.Optional;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.util.NameValuePair;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;

/** The gates of builds, and somebody who opens them. */
final class Gates {
    private static final String DBA = "dba";
    private static final List<String> MEMBERS = List.of("alice", "bob");

    private Gates() {}

    /** Lets people in who may approve: one of that name, and the members of the group. */
    static void people(JenkinsRule jenkins) {
        JenkinsRule.DummySecurityRealm realm = jenkins.createDummySecurityRealm();
        MEMBERS.forEach(member -> realm.addGroups(member, DBA));
        jenkins.jenkins.setSecurityRealm(realm);
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to(DBA));
    }

    /** The gate of a build that waits now, once one does. */
    static Approval waiting(Run<?, ?> build) throws Exception {
        Await.until("a gate of " + build, () -> open(build).isPresent() || !build.isBuilding());
        return open(build).orElseThrow(() -> new AssertionError("no gate:\n" + log(build)));
    }

    private static Optional<Approval> open(Run<?, ?> build) {
        return ApprovalAction.approvals(build).stream()
                .filter(approval -> approval.getState() == Approval.State.WAITING)
                .findFirst();
    }

    private static String log(Run<?, ?> build) {
        try {
            return String.join("\n", build.getLog(1000));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Opens every gate that a build comes to, with as many people as it asks for. */
    static void approveAll(JenkinsRule jenkins, Run<?, ?> build) throws Exception {
        while (build.isBuilding()) {
            Await.until("a gate or the end of " + build, () -> open(build).isPresent() || !build.isBuilding());
            for (String member : MEMBERS) {
                Optional<Approval> gate = open(build);
                if (gate.isPresent()) {
                    approve(jenkins, build, gate.get(), member);
                }
            }
        }
    }

    static void approve(JenkinsRule jenkins, Run<?, ?> build, Approval approval) throws Exception {
        approve(jenkins, build, approval, DBA);
    }

    private static void approve(JenkinsRule jenkins, Run<?, ?> build, Approval approval, String who) throws Exception {
        JenkinsRule.WebClient web = jenkins.createWebClient().login(who);
        WebRequest request = new WebRequest(
                new URL(jenkins.getURL(), build.getUrl() + "database-approval/" + approval.getId() + "/approve"),
                HttpMethod.POST);
        request.setRequestParameters(
                List.of(new NameValuePair("digest", approval.getPlan().getDigest())));
        assertThat(web.getPage(web.addCrumb(request)).getWebResponse().getStatusCode())
                .isEqualTo(200);
    }
}
