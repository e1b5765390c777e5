# Sourced by ./demo and ./alarmkeeper, at the project's root.

# Prints the home of a JDK that is new enough, from where the usual installers put one: the default java may be older.
find_jdk() {
  local home
  for home in "${JAVA_HOME:-}" "${JAVA_HOME_25_X64:-}" "${JAVA_HOME_25_ARM64:-}" "${JDK25:-}" \
    /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* \
    "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* "$HOME"/.asdf/installs/java/* \
    "$HOME"/.local/share/mise/installs/java/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home /opt/homebrew/opt/openjdk@25; do
    if [[ -x "$home/bin/javac" ]] && grep -qsE '^JAVA_VERSION="(2[5-9]|[3-9][0-9])([."]|$)' "$home/release"; then
      echo "$home"
      return
    fi
  done
  cat >&2 <<'HELP'
alarmkeeper needs a JDK 25 or later, and none was found. One of these installs it beside what you have:
  sdk install java 25-tem              (SDKMAN, any Linux or macOS)
  sudo apt install temurin-25-jdk      (Debian, Ubuntu; repository: https://adoptium.net/installation/linux)
  brew install temurin@25              (macOS)
If you have one in an unusual place, set JAVA_HOME=/path/to/jdk-25.
HELP
  return 1
}

# build FOLDER SOURCES MAVEN_ARGUMENT...: has Maven build what is older than its sources (a list of paths), its words in
# FOLDER/build.log. FOLDER/built is touched last of all, so whatever is newer than it is built again.
build() {
  local folder=$1 sources=$2
  shift 2
  # shellcheck disable=SC2086 # a list of paths
  if [[ -f $folder/built && -z "$(find pom.xml $sources -newer "$folder/built" -print -quit)" ]]; then
    return
  fi
  echo "Building alarmkeeper (the first time takes a minute or two) ..." >&2
  mkdir -p "$folder"
  if ! ./mvnw -B -ntp "$@" -DskipTests >"$folder/build.log" 2>&1 </dev/null; then
    rm -f "$folder/built"
    grep -E '^\[(WARNING|ERROR)\]' "$folder/build.log" >&2 || cat "$folder/build.log" >&2
    echo "The build failed; all that Maven said is in $folder/build.log" >&2
    return 1
  fi
  touch "$folder/built"
}
