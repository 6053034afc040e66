# One image for every process: silo and gateway of the cluster, the gateway by itself, and the fake Stripe.
# deploy/README.md says how each is started.

FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
# What a build reads beside the sources: versions, rules, and the SDK they were checked with.
COPY global.json Directory.Build.props Directory.Packages.props BannedSymbols.txt .editorconfig ./
COPY src/ src/
COPY tools/FakeStripe/ tools/FakeStripe/
RUN dotnet publish src/Gateway -c Release -o /out/gateway -p:UseAppHost=false
RUN dotnet publish src/Silo -c Release -o /out/silo -p:UseAppHost=false
RUN dotnet publish tools/FakeStripe -c Release -o /out/fake-stripe -p:UseAppHost=false
# For a store or a journal in a file; the image below has no command that could make a folder.
RUN mkdir -p /state/acp

# No shell, no package manager, no root.
FROM mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled
COPY --from=build /out/ /app/
COPY --from=build --chown=1654:1654 /state/ /var/lib/
# The user that the base image made, as a number: an orchestrator must be able to see that it is not root.
USER 1654
ENV ASPNETCORE_HTTP_PORTS=8080
# HTTP, silo to silo, gateway to silo. The last two are for the cluster's own network only.
EXPOSE 8080 11111 30000
# One folder a program, and each reads its appsettings.json from where it is started.
WORKDIR /app/silo
# The form without a shell, so that the process itself is told to stop and can finish what is in flight.
ENTRYPOINT ["dotnet"]
CMD ["Acp.Silo.dll"]
# The gateway's command asks any process in the container.
HEALTHCHECK --interval=10s --timeout=6s --start-period=60s --retries=3 \
  CMD ["dotnet", "/app/gateway/Acp.Gateway.dll", "--healthy", "http://127.0.0.1:8080/readyz"]
