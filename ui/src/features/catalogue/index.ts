export { CatalogueScreen } from "./CatalogueScreen";
