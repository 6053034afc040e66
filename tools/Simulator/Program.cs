using Acp.Simulation;

return new Command(Console.Out, Console.Error, new Settings()).Run(args);
