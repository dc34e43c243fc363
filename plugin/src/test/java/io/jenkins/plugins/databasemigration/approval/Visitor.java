package io.jenkins.plugins.databasemigration.approval;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Run;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.util.NameValuePair;
import org.jvnet.hudson.test.JenkinsRule;

/** Somebody with a browser, or a program that speaks for him. */
final class Visitor {
    private final JenkinsRule jenkins;
    private final JenkinsRule.WebClient web;

    /** @param user null: nobody logs in */
    Visitor(JenkinsRule jenkins, @CheckForNull String user) throws Exception {
        this.jenkins = jenkins;
        web = jenkins.createWebClient().withThrowExceptionOnFailingStatusCode(false);
        if (user != null) {
            web.login(user);
        }
    }

    /** The status of looking at a gate. */
    int see(Run<?, ?> build, Approval approval) throws Exception {
        return status(new WebRequest(url(build, approval, "")));
    }

    String read(Run<?, ?> build, Approval approval) throws Exception {
        return web.getPage(new WebRequest(url(build, approval, "")))
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
