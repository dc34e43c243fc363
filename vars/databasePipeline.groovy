import io.github.databasemigration.pipeline.DatabasePipeline

def call(Map arguments = [:], Closure body) {
    DatabasePipeline.run(this, arguments, body)
}
