package io.jenkins.plugins.databasemigration;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import net.sf.json.JSONObject;

/** Somebody at another computer than the Jenkins, with a session and its crumb, as a browser has them. The password is the name. */
final class Person {
    private final HttpClient browser = HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    private final String jenkins;
    private final String credentials;

    Person(URL jenkins, String name) {
        this.jenkins = jenkins.toString();
        credentials =
                "Basic " + Base64.getEncoder().encodeToString((name + ":" + name).getBytes(StandardCharsets.UTF_8));
    }

    /** Approves a plan at a gate: the status of the answer. */
    int approve(String gate, String digest) throws IOException, InterruptedException {
        JSONObject crumb =
                JSONObject.fromObject(send(request("crumbIssuer/api/json")).body());
        return send(request(gate + "approve")
                        .header(crumb.getString("crumbRequestField"), crumb.getString("crumb"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString("digest=" + digest)))
                .statusCode();
    }

    /** What a page says. */
    String page(String path) throws IOException, InterruptedException {
        return send(request(path)).body();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(jenkins + path)).header("Authorization", credentials);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return browser.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
