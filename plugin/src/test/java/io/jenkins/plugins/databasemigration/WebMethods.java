package io.jenkins.plugins.databasemigration;

import hudson.model.ModelObject;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.StaplerProxy;

/** What of this plugin a request can reach, found in its compiled classes and its views. */
final class WebMethods {
    private static final Path CLASSES = Path.of("target/classes");
    private static final Path ROOM = CLASSES.resolve("io/jenkins/plugins/databasemigration");

    private WebMethods() {}

    /** As {@code Class.method} or {@code Class/index}, the package left out. */
    static Set<String> all() throws IOException {
        Set<String> found = new TreeSet<>();
        for (Class<?> type : classes().toList()) {
            Arrays.stream(type.getMethods())
                    .filter(method -> method.getDeclaringClass() == type && !method.isBridge())
                    .filter(method -> isWebMethod(type, method))
                    .forEach(method -> found.add(name(type) + "." + method.getName()));
        }
        files("/index.jelly")
                .map(file -> ROOM.relativize(file.getParent()))
                .forEach(view -> found.add(view.toString().replace('/', '.') + "/index"));
        return found;
    }

    /** Every class of this plugin. */
    static Stream<Class<?>> classes() throws IOException {
        return files(".class")
                .map(file ->
                        CLASSES.relativize(file).toString().replace('/', '.').replaceFirst("\\.class$", ""))
                .filter(name -> !name.endsWith("package-info"))
                .map(WebMethods::load);
    }

    private static Stream<Path> files(String end) throws IOException {
        return Files.walk(ROOM).filter(file -> file.toString().endsWith(end));
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, Jenkins.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    private static String name(Class<?> type) {
        return type.getName()
                .substring(WebMethods.class.getPackageName().length() + 1)
                .replace('$', '.');
    }

    /** By Stapler's rules for names and parameters, rather too many than too few. */
    private static boolean isWebMethod(Class<?> type, Method method) {
        if (Modifier.isStatic(method.getModifiers())) {
            return false;
        }
        String name = method.getName();
        return name.matches("(do|js)[A-Z].*|getApi|getDynamic")
                || StaplerProxy.class.isAssignableFrom(type) && name.equals("getTarget")
                || ModelObject.class.isAssignableFrom(type)
                        && name.matches("get[A-Z].*")
                        && Arrays.stream(method.getParameterTypes()).anyMatch(WebMethods::fromTheUrl);
    }

    private static boolean fromTheUrl(Class<?> parameter) {
        return parameter == String.class
                || parameter == int.class
                || parameter == long.class
                || parameter.getName().startsWith("org.kohsuke.stapler.");
    }
}
