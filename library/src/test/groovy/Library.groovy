/** In the place of Jenkins' own: which library a Jenkinsfile loads. Here it is there already. */
@interface Library {
    String[] value()
}
