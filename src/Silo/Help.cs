namespace Acp.Silo;

internal static class Help
{
    public const string Text = """
        The checkout gateway on a Microsoft Orleans cluster. It takes every command and setting of src/Gateway (see its --help), and:

          dotnet run --project src/Silo                    one silo on a file, with the demo shop of src/Gateway

          Cluster:Role                both (default), silo (grains only) or gateway (HTTP only)
          Store                       a PostgreSQL connection string where there is more than one process
          Cluster:ClusterId           silos with the same id and database are one cluster (default acp)
          Cluster:ServiceId           stays the same while cluster ids come and go (default acp)
          Cluster:SiloPort            silo to silo, fixed across restarts (default 11111)
          Cluster:GatewayPort         gateway to silo (default 30000)
          Cluster:AdvertisedAddress   where the others reach this silo (default: this machine; loopback in Development)
          Cluster:Silos               how many are planned: from three up it takes two votes to declare one dead (default 1)
        """;
}
