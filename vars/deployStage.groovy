import io.github.databasemigration.pipeline.Parts

def call(Map arguments = [:], Closure body) {
    Parts.deploy(this, arguments, body)
}
