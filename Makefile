# What "sam build" runs (docs/adr/0014-sam-build-by-make.md). Everything else is ./mvnw.
build-Function:
	@.mvn/sam-build "$(ARTIFACTS_DIR)"

.PHONY: build-Function
