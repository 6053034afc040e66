using Acp.Gateway;
using Acp.Gateway.Admin;
using Acp.Gateway.Hosting;
using Acp.Gateway.Operations;
using Acp.Gateway.Webhooks;

if (args.Contains("--help") || args.Contains("-h"))
{
    Console.WriteLine(Help.Text);
    return 0;
}

if (HealthProbe.IsAsked(args))
{
    return await HealthProbe.Run(args, Console.Error);
}

return await Startup.Run(async () =>
{
    var builder = WebApplication.CreateBuilder(args);
    builder.AddHosting();
    builder.Services.AddAcp();
    builder.Services.AddCheckout();
    builder.Services.AddPaymentProvider();
    builder.Services.AddAdmin();
    builder.Services.AddWebhooks();

    var app = builder.Build();
    Preflight.Check(app.Services);
    app.UseAcp();
    app.MapAcp();
    app.MapAdmin();
    app.MapProviderWebhooks();
    app.MapOperations();
    await app.RunAsync();
});
