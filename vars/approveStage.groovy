import io.github.databasemigration.pipeline.Parts

def call(Map arguments = [:]) {
    Parts.approve(this, arguments)
}
