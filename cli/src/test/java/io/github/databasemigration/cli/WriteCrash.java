package io.github.databasemigration.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.instrument.Instrumentation;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.agent.builder.AgentBuilder.RedefinitionStrategy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.matcher.ElementMatchers;

/**
 * An agent for a JVM that is to die at its n-th durable write: each entry of the journal, and each file or folder of a backup
 * that is forced to the disk. It halts as if it were killed: no hook runs, nothing is closed.
 */
public final class WriteCrash {
    /** Also keys among the system's properties, the only place that the JDK's own classes reach. */
    private static final String WRITES = "crash.writes";

    private static final String LAST = "crash.writes.last";

    /** Begins the last line of a JVM that lived to its end; behind it a j for each entry of the journal, an f for the others. */
    static final String COUNTED = "durable writes: ";

    private WriteCrash() {}

    /** The option that starts a JVM with this agent; the number, from 1, is appended to it. */
    static String option(Path folder) {
        return "-javaagent:" + jar(folder) + "=";
    }

    public static void premain(String write, Instrumentation instrumentation) {
        StringBuffer writes = new StringBuffer();
        System.getProperties().put(WRITES, writes);
        System.getProperties().put(LAST, Integer.valueOf(write));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> System.err.println(COUNTED + writes)));
        new AgentBuilder.Default()
                .disableClassFormatChanges()
                .with(RedefinitionStrategy.RETRANSFORMATION)
                .ignore(ElementMatchers.none())
                .type(ElementMatchers.named("java.io.RandomAccessFile"))
                .transform((builder, type, loader, module, domain) -> builder.visit(Advice.to(Written.class)
                        .on(ElementMatchers.named("write").and(ElementMatchers.takesArguments(byte[].class)))))
                .type(ElementMatchers.named("sun.nio.ch.FileChannelImpl"))
                .transform((builder, type, loader, module, domain) ->
                        builder.visit(Advice.to(Written.class).on(ElementMatchers.named("force"))))
                .installOn(instrumentation);
    }

    /** Copied into the JDK's methods, before they return. */
    static final class Written {
        private Written() {}

        @Advice.OnMethodExit
        static void exit(@Advice.Origin("#t") String type) {
            StringBuffer writes = (StringBuffer) System.getProperties().get("crash.writes");
            synchronized (writes) {
                writes.append(type.equals("java.io.RandomAccessFile") ? 'j' : 'f');
                if (writes.length() == (Integer) System.getProperties().get("crash.writes.last")) {
                    Runtime.getRuntime().halt(137);
                }
            }
        }
    }

    private static Path jar(Path folder) {
        Path jar = folder.resolve("write-crash.jar");
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Premain-Class", WriteCrash.class.getName());
        manifest.getMainAttributes().putValue("Can-Retransform-Classes", "true");
        try {
            manifest.getMainAttributes()
                    .put(
                            Attributes.Name.CLASS_PATH,
                            AgentBuilder.class
                                    .getProtectionDomain()
                                    .getCodeSource()
                                    .getLocation()
                                    .toURI()
                                    .toString());
            try (OutputStream out = Files.newOutputStream(jar);
                    JarOutputStream entries = new JarOutputStream(out, manifest)) {
                add(entries, WriteCrash.class);
                add(entries, Written.class);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
        return jar;
    }

    private static void add(JarOutputStream entries, Class<?> type) throws IOException {
        String name = type.getName().replace('.', '/') + ".class";
        entries.putNextEntry(new JarEntry(name));
        try (var in = WriteCrash.class.getClassLoader().getResourceAsStream(name)) {
            in.transferTo(entries);
        }
    }
}
