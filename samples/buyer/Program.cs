return await Buyer.Purchase.Run(args, Console.Out);
