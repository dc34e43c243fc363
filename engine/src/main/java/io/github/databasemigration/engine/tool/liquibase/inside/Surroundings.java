package io.github.databasemigration.engine.tool.liquibase.inside;

import io.github.databasemigration.engine.tool.liquibase.bridge.BridgeFailure;
import io.github.databasemigration.engine.tool.liquibase.bridge.BridgeFailure.Kind;
import java.io.FileNotFoundException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import liquibase.Scope;
import liquibase.exception.ChangeLogParseException;
import liquibase.resource.CompositeResourceAccessor;
import liquibase.resource.DirectoryResourceAccessor;
import liquibase.resource.ResourceAccessor;
import liquibase.ui.LoggerUIService;

/**
 * What surrounds every call of Liquibase: the project's folders and nothing else to read from, silence, no prompts, and
 * nothing that would tell anybody on the network anything.
 */
final class Surroundings {
    private static final String NOT_FOUND = "was not found";

    private final ResourceAccessor files;
    private final Map<String, Object> scope;

    private Surroundings(ResourceAccessor files) {
        this.files = files;
        this.scope = new HashMap<>(Map.of(
                Scope.Attr.resourceAccessor.name(),
                files,
                Scope.Attr.logService.name(),
                Silence.logService(),
                Scope.Attr.ui.name(),
                new LoggerUIService(),
                Scope.Attr.classLoader.name(),
                Surroundings.class.getClassLoader(),
                "liquibase.analytics.enabled",
                "false",
                "liquibase.hub.mode",
                "off",
                "liquibase.headless",
                "true"));
    }

    static Surroundings of(List<Path> roots) {
        return inItsLoader(() -> reading(roots));
    }

    private static Surroundings reading(List<Path> roots) {
        List<ResourceAccessor> folders = new ArrayList<>();
        for (Path root : roots) {
            try {
                folders.add(new DirectoryResourceAccessor(root));
            } catch (FileNotFoundException e) {
                throw new BridgeFailure(Kind.FILE_MISSING, "There is no folder " + root + ".", e);
            }
        }
        return new Surroundings(new CompositeResourceAccessor(folders));
    }

    /** What can be read. */
    ResourceAccessor files() {
        return files;
    }

    <T> T call(Callable<T> work) {
        return call(Map.of(), work);
    }

    /** Works with more in the scope. */
    <T> T call(Map<String, Object> more, Callable<T> work) {
        Map<String, Object> all = new HashMap<>(scope);
        all.putAll(more);
        return inItsLoader(() -> Scope.child(all, work::call));
    }

    /** Liquibase finds its own parts by the loader of the thread. */
    static <T> T inItsLoader(Callable<T> work) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(Surroundings.class.getClassLoader());
        try {
            return work.call();
        } catch (BridgeFailure e) {
            throw e;
        } catch (Exception e) {
            throw failure(e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** Liquibase wraps its exceptions in more of them; the innermost of its own says what is the matter. */
    private static BridgeFailure failure(Exception e) {
        String words = String.valueOf(e.getMessage());
        boolean parsing = false;
        for (Throwable each = e; each != null; each = each.getCause()) {
            parsing |= each instanceof ChangeLogParseException;
            if (each.getMessage() != null && each.getMessage().contains(NOT_FOUND)) {
                return new BridgeFailure(Kind.FILE_MISSING, each.getMessage(), e);
            }
            if (each.getMessage() != null) {
                words = each.getMessage();
            }
        }
        return new BridgeFailure(parsing ? Kind.UNREADABLE : Kind.OTHER, words, e);
    }
}
