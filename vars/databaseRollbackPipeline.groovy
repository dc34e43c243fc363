import io.github.databasemigration.pipeline.RollbackPipeline

def call(Map arguments = [:]) {
    call(arguments) {}
}

def call(Map arguments = [:], Closure body) {
    RollbackPipeline.run(this, arguments, body)
}
