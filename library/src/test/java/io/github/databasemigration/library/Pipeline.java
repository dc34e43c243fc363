package io.github.databasemigration.library;

import com.cloudbees.groovy.cps.Continuable;
import com.cloudbees.groovy.cps.ObjectInputStreamWithLoader;
import com.cloudbees.groovy.cps.Outcome;
import groovy.lang.Binding;
import groovy.lang.Script;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A Jenkinsfile that uses the library, run without Jenkins. Each step is a restart: before it is answered, the whole
 * pipeline is written out and read again, with every object and every closure that is alive then.
 */
final class Pipeline {
    private final Map<String, String> environment = new HashMap<>(Map.of("BUILD_URL", "http://jenkins/job/shop/1/"));
    private final Map<String, String> parameters = new HashMap<>();
    private final CurrentBuild build = new CurrentBuild();
    private final Steps steps;

    Pipeline(Steps steps) {
        this.steps = steps;
    }

    static Pipeline on(String branch, Steps steps) {
        return new Pipeline(steps).with("BRANCH_NAME", branch);
    }

    Pipeline with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    Pipeline parameter(String name, String value) {
        parameters.put(name, value);
        return this;
    }

    /** As if a step had made the build unstable. */
    Pipeline unstable() {
        build.put("currentResult", "UNSTABLE");
        return this;
    }

    /** As if an armed rollback had started it. */
    Pipeline armed() {
        build.causes.add("io.jenkins.plugins.databasemigration.armed.ArmedRollbackCause");
        return this;
    }

    /** What the Jenkinsfile returns, or throws. */
    @SuppressWarnings("rawtypes")
    Object run(String jenkinsfile) throws Throwable {
        Continuable pipeline = new Continuable(script(jenkinsfile));
        List<Class> categories = List.of(Continuable.categories.get(0), Iterators.class);
        Outcome answer = new Outcome(null, null);
        while (true) {
            Outcome said = pipeline.run0(answer, categories);
            if (!pipeline.isResumable()) {
                return said.replay();
            }
            pipeline = restarted(pipeline);
            answer = answer((StepCall) said.getNormal());
        }
    }

    private Script script(String jenkinsfile) throws ReflectiveOperationException {
        Binding binding = new Binding();
        binding.setVariable("env", environment);
        binding.setVariable("params", parameters);
        binding.setVariable("scm", "scm");
        binding.setVariable("currentBuild", build);
        for (String step : Library.steps()) {
            binding.setVariable(step, script(Library.LOADER.loadClass(step), binding));
        }
        return script(Library.LOADER.parseClass(jenkinsfile), binding);
    }

    private static Script script(Class<?> type, Binding binding) throws ReflectiveOperationException {
        Script script = (Script) type.getDeclaredConstructor().newInstance();
        script.setBinding(binding);
        return script;
    }

    private Outcome answer(StepCall call) {
        try {
            return new Outcome(steps.answer(call), null);
        } catch (Exception | NoSuchMethodError e) {
            return new Outcome(null, e);
        }
    }

    private static Continuable restarted(Continuable pipeline) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(pipeline);
        }
        try (ObjectInputStream in =
                new ObjectInputStreamWithLoader(new ByteArrayInputStream(bytes.toByteArray()), Library.LOADER)) {
            return (Continuable) in.readObject();
        }
    }
}
