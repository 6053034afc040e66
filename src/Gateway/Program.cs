using Acp.Gateway;
using Acp.Gateway.Admin;
using Acp.Gateway.Hosting;
using Acp.Gateway.Operations;

if (args.Contains("--help") || args.Contains("-h"))
{
    Console.WriteLine(Help.Text);
    return 0;
}

return await Startup.Run(async () =>
{
    var builder = WebApplication.CreateBuilder(args);
    builder.AddHosting();
    builder.Services.AddAcp();
    builder.Services.AddCheckout();
    builder.Services.AddPaymentProvider();
    builder.Services.AddAdmin();

    var app = builder.Build();
    Preflight.Check(app.Services);
    app.UseAcp();
    app.MapAcp();
    app.MapAdmin();
    app.MapOperations();
    await app.RunAsync();
});
