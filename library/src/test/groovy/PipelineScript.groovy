import com.cloudbees.groovy.cps.Continuable
import com.cloudbees.groovy.cps.NonCPS
import com.cloudbees.groovy.cps.SerializableScript
import io.github.databasemigration.library.StepCall
import org.codehaus.groovy.runtime.InvokerHelper

/** What a Jenkinsfile, and a step of the library, finds by its name: the steps of the library, blocks, and all other steps. */
abstract class PipelineScript extends SerializableScript {
    def node(String label, Closure body) {
        Continuable.suspend(new StepCall('node', [label]))
        env.WORKSPACE = '/workspace'
        try {
            body()
        } finally {
            env.remove('WORKSPACE')
            Continuable.suspend(new StepCall('end of node', []))
        }
    }

    def stage(String name, Closure body) {
        Continuable.suspend(new StepCall('stage', [name]))
        body()
    }

    /** One after the other, as far as a test can tell. */
    def parallel(Map branches) {
        List<String> names = new ArrayList<>(branches.keySet())
        Continuable.suspend(new StepCall('parallel', names))
        for (int i = 0; i < names.size(); i++) {
            branches[names[i]].call()
        }
    }

    def dir(String path, Closure body) {
        Continuable.suspend(new StepCall('dir', [path]))
        body()
    }

    /** Not the one that Groovy gives to every object. */
    def sleep(long seconds) {
        Continuable.suspend(new StepCall('sleep', [seconds]))
    }

    @NonCPS
    @Override
    Object invokeMethod(String name, Object arguments) {
        if (binding.hasVariable(name)) {
            return InvokerHelper.invokeMethod(binding.getVariable(name), 'call', arguments)
        }
        return Continuable.suspend(new StepCall(name, arguments as List))
    }
}
