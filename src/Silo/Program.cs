using Acp.Gateway.Hosting;
using Acp.Silo;

return await GatewayHost.Run(args, Help.Text, builder => builder.AddOrleansEngine());
