package io.jenkins.plugins.databasemigration.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jvnet.hudson.test.JenkinsRule;

/** Somebody in front of a screen, with a language and a theme. */
final class Person implements AutoCloseable {
    private static final Path SCREENSHOTS = Path.of("target/screenshots");
    private static final double PATIENCE_MILLIS = 180_000;
    private static final int WIDE = 1300;
    private static final int NARROW = 390;
    private static final int HEIGHT = 1000;

    private final String root;
    private final BrowserContext context;
    private final Page page;
    private final List<String> errors = new ArrayList<>();

    Person(JenkinsRule jenkins, Browser browser, String name, String language, ColorScheme theme) throws Exception {
        root = jenkins.getURL().toString();
        context = browser.newContext(new Browser.NewContextOptions()
                .setLocale(language)
                .setColorScheme(theme)
                .setReducedMotion(ReducedMotion.REDUCE)
                .setViewportSize(WIDE, HEIGHT));
        context.setDefaultTimeout(PATIENCE_MILLIS);
        page = context.newPage();
        page.onPageError(errors::add);
        page.navigate(root + "login");
        page.fill("[name=j_username]", name);
        page.fill("[name=j_password]", name);
        page.click("[name=Submit]");
        page.waitForSelector("#main-panel");
    }

    void goTo(String path) {
        page.navigate(root + path);
    }

    /** Follows a link, or presses a button, that reads like this in the main part of the page. */
    void click(String text) {
        page.locator("#main-panel a, #main-panel button")
                .filter(new Locator.FilterOptions().setHasText(Pattern.compile("^\\s*" + text + "\\s*$")))
                .first()
                .click();
        page.waitForLoadState();
    }

    void fill(String selector, String text) {
        page.fill(selector, text);
    }

    String reads() {
        return page.locator("#main-panel").innerText();
    }

    /** Waits until the main part of the page says something, and looks at it anew meanwhile. */
    void waitFor(String text) throws InterruptedException {
        for (int i = 0; i < PATIENCE_MILLIS / 1000 && !reads().contains(text); i++) {
            page.waitForTimeout(1000);
            page.reload();
        }
        assertThat(reads()).contains(text);
    }

    /** Notes whatever keeps somebody from using this part of the page. */
    void checkAccessibility(String part) {
        for (Rule finding : new AxeBuilder(page).include(part).analyze().getViolations()) {
            if (List.of("serious", "critical").contains(finding.getImpact())) {
                finding.getNodes()
                        .forEach(node -> errors.add(page.url() + " " + finding.getId() + ": " + node.getHtml() + " "
                                + node.getFailureSummary()));
            }
        }
    }

    /** Fits into a narrow screen. */
    void checkNarrow(String picture) {
        page.setViewportSize(NARROW, HEIGHT);
        Object wider = page.evaluate("document.documentElement.scrollWidth - window.innerWidth");
        if (((Number) wider).intValue() > 0) {
            errors.add(page.url() + " is wider than a narrow screen by " + wider);
        }
        photograph(picture);
        page.setViewportSize(WIDE, HEIGHT);
    }

    void photograph(String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")));
    }

    @Override
    public void close() {
        context.close();
        assertThat(errors).as("what is wrong with the pages").isEmpty();
    }
}
