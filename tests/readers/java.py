"""Java for the validators: short runs, which the thorough compiler and a parallel collector only slow down."""

JAVA = ("java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto")
