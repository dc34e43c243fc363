package io.jenkins.plugins.databasemigration.approval;

import static org.assertj.core.api.Assertions.assertThat;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Run;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.util.NameValuePair;
import org.jenkinsci.plugins.workflow.support.steps.input.InputAction;
import org.jenkinsci.plugins.workflow.support.steps.input.InputStepExecution;
import org.jvnet.hudson.test.JenkinsRule;

/** Somebody with a browser, or a program that speaks for him. */
final class Visitor {
    private final JenkinsRule jenkins;
    private final JenkinsRule.WebClient web;

    /** @param user null: nobody logs in */
    Visitor(JenkinsRule jenkins, @CheckForNull String user) {
        this.jenkins = jenkins;
        // With scripts, the page that refuses anonymous goes on to the login.
        web = jenkins.createWebClient()
                .withThrowExceptionOnFailingStatusCode(false)
                .withJavaScriptEnabled(false);
        web.setRefreshHandler((page, url, seconds) -> {});
        if (user != null) {
            web.withBasicCredentials(user);
        }
    }

    /** The status of looking at a gate. */
    int see(Run<?, ?> build, Approval approval) throws Exception {
        return status(new WebRequest(url(build, approval, "")));
    }

    String read(Run<?, ?> build, Approval approval) throws Exception {
        return page(build, approval).getWebResponse().getContentAsString();
    }

    HtmlPage page(Run<?, ?> build, Approval approval) throws Exception {
        return web.getPage(new WebRequest(url(build, approval, "")));
    }

    /** What anything of a build answers. */
    String get(Run<?, ?> build, String path) throws Exception {
        return web.getPage(new URL(jenkins.getURL(), build.getUrl() + path))
                .getWebResponse()
                .getContentAsString();
    }

    /** The status of a decision about the plan that waits. */
    int decide(Run<?, ?> build, Approval approval, String verb) throws Exception {
        return decide(build, approval, verb, approval.getPlan().getDigest(), "because");
    }

    int decide(Run<?, ?> build, Approval approval, String verb, String digest, @CheckForNull String reason)
            throws Exception {
        return status(web.addCrumb(request(build, approval, verb, HttpMethod.POST, digest, reason)));
    }

    int decideWithoutCrumb(Run<?, ?> build, Approval approval, String verb) throws Exception {
        return status(request(
                build, approval, verb, HttpMethod.POST, approval.getPlan().getDigest(), "because"));
    }

    int decideByGet(Run<?, ?> build, Approval approval, String verb) throws Exception {
        return status(request(
                build, approval, verb, HttpMethod.GET, approval.getPlan().getDigest(), "because"));
    }

    /** Answers the only question that {@code input} asks in a build. */
    void answerInput(Run<?, ?> build) throws Exception {
        List<InputStepExecution> inputs = build.getAction(InputAction.class).getExecutions();
        assertThat(inputs).hasSize(1);
        URL url = new URL(
                jenkins.getURL(), build.getUrl() + "input/" + inputs.get(0).getId() + "/proceedEmpty");
        assertThat(status(web.addCrumb(new WebRequest(url, HttpMethod.POST)))).isEqualTo(200);
    }

    private WebRequest request(
            Run<?, ?> build, Approval approval, String verb, HttpMethod method, String digest, String reason)
            throws Exception {
        WebRequest request = new WebRequest(url(build, approval, verb), method);
        List<NameValuePair> parameters = new ArrayList<>(List.of(new NameValuePair("digest", digest)));
        if (reason != null) {
            parameters.add(new NameValuePair("reason", reason));
        }
        request.setRequestParameters(parameters);
        return request;
    }

    private URL url(Run<?, ?> build, Approval approval, String verb) throws Exception {
        return new URL(jenkins.getURL(), build.getUrl() + ApprovalAction.URL + "/" + approval.getId() + "/" + verb);
    }

    private int status(WebRequest request) throws Exception {
        return web.getPage(request).getWebResponse().getStatusCode();
    }
}
