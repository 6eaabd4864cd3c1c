'use client'
export { DataSourceList, type DataSourceListProps } from '../components/data-source-list/DataSourceList.tsx'
