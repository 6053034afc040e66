using Acp.Gateway.Hosting;

return await GatewayHost.Run(args, Help.Text, builder =>
{
    builder.AddInProcessEngine();
    return Duties.Serve | Duties.Due;
});
