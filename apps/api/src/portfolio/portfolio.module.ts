import { Module } from '@nestjs/common';
import { PortfolioPagesController } from './pages/portfolio-pages.controller.js';
import { PortfolioController } from './rest/portfolio.controller.js';

@Module({ controllers: [PortfolioController, PortfolioPagesController] })
export class PortfolioModule {}
