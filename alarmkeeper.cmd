@echo off
rem alarmkeeper at a terminal: reads the chain of an AWS account and says what is wrong with it. It writes nothing; "drill" asks the deployed function for a drill.
rem   alarmkeeper --help
setlocal
set "root=%~dp0"
rem Maven builds what is new, and says where the JDK is that its toolchain found.
call "%root%mvnw.cmd" -f "%root%pom.xml" -B -ntp -q -Pcli compile dependency:copy-dependencies exec:exec ^
  -DincludeScope=compile "-DoutputDirectory=%root%target\cli\lib" || exit /b 1
for /f "tokens=1,* delims==" %%a in ('findstr /c:"java.home = " "%root%target\cli\java.txt"') do set "home=%%b"
for /f "tokens=*" %%a in ("%home%") do set "home=%%a"
"%home%\bin\java.exe" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8 ^
  -Dslf4j.internal.verbosity=ERROR -cp "%root%target\classes;%root%target\cli\lib\*" dev.alarmkeeper.cli.Alarmkeeper %*
